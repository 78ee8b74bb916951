"""`python -m evaluator` runs the command `evaluate`."""

from evaluator.cli import main

main()
