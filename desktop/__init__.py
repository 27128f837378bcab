"""HeatQuote (热泵选型报价): selection and quotation of heat pumps."""

__version__ = "0.1.0"
