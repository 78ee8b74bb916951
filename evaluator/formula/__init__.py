"""Formulas: Chinese field names, exact arithmetic, typed outcomes, and an explanation of every result."""
