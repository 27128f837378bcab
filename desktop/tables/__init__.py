"""Reads catalog/ and resources/texts: the one place where text becomes a number."""
