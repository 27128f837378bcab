"""Kinds of equipment: the records of their tables, their own formulas, and how one is chosen."""
