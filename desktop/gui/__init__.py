"""The window. The only package that imports Qt; it shows what the calculation gives and computes nothing."""
