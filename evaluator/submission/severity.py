"""How grave a finding is, and the form of its texts."""

from __future__ import annotations

from typing import Literal

Severity = Literal["error", "warning", "info"]
Message = tuple[Severity, str, str]
"""Severity, what is wrong, what to do."""
