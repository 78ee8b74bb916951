"""The texts of all findings by code."""

from __future__ import annotations

from evaluator.submission.content_messages import CONTENT
from evaluator.submission.schema_messages import SCHEMA
from evaluator.submission.severity import Message
from evaluator.submission.writing_messages import WRITING

MESSAGES: dict[str, Message] = {**WRITING, **SCHEMA, **CONTENT}
