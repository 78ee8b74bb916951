"""From an Evaluation to the PDF report; nothing is computed here."""
