"""The sections of the report, each a function from an Evaluation to flowables."""
