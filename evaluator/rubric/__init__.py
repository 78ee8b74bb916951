"""A rubric as data that officials can read: its model, its loading, its lint, its JSON Schema."""
