"""Many projects at once: a list of households from Excel or CSV to designs, quotes, a summary and PDFs."""
