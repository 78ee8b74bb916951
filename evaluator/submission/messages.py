"""The texts of all findings by code, and those of slips made throughout a file."""

from __future__ import annotations

from evaluator.submission.content_messages import CONTENT
from evaluator.submission.schema_messages import OF_NUMBERS, SCHEMA
from evaluator.submission.severity import Message
from evaluator.submission.writing_messages import THROUGHOUT as OF_SIGNS
from evaluator.submission.writing_messages import WRITING

MESSAGES: dict[str, Message] = {**WRITING, **SCHEMA, **CONTENT}

THROUGHOUT: dict[str, str] = {**OF_SIGNS, **OF_NUMBERS}
"""What to do about a slip that is made throughout a file, by its code or its kind (see `grouping`)."""
