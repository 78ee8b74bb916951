"""From values to points, grades and problems: the pure function `evaluate` and its result."""
