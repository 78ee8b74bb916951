"""A rubric's content as canonical JSON: the text that the digest is taken over and a report carries.

Keys are sorted, since their order means nothing, but in the maps whose order is that of the template and
the report: fields, tables and rating scales are written as lists of [key, value].
"""

from __future__ import annotations

import json

from evaluator.rubric.source import Plain

_ORDERED = ("fields", "tables", "scale")


def canonical_text(data: dict[str, Plain]) -> str:
    """The canonical JSON of a rubric's content, without white space."""
    return json.dumps(_listed(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_data(text: str) -> dict[str, Plain]:
    """The content that `canonical_text` was made of. Raises ValueError for any other text."""
    data = _mapped(json.loads(text))
    if not isinstance(data, dict) or canonical_text(data) != text:
        raise ValueError("not the canonical JSON of a rubric")
    return data


def _listed(value: Plain, key: str = "") -> Plain:
    if isinstance(value, dict):
        inner = {name: _listed(entry, name) for name, entry in value.items()}
        return [[name, entry] for name, entry in inner.items()] if key in _ORDERED else inner
    return [_listed(entry) for entry in value] if isinstance(value, list) else value


def _mapped(value: Plain, key: str = "") -> Plain:
    if isinstance(value, list) and key in _ORDERED:
        pairs = [entry for entry in value if isinstance(entry, list) and len(entry) == 2]
        return {str(name): _mapped(entry, str(name)) for name, entry in pairs}
    if isinstance(value, list):
        return [_mapped(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _mapped(entry, name) for name, entry in value.items()}
    return value
