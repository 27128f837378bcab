"""Formulas: floats or arrays in, floats or arrays out. No files, no windows."""
