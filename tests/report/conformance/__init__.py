"""Whether a PDF file is PDF/A-3b (ISO 19005-3, GB/T 23286.3) and PDF/UA-1 (ISO 14289-1), rule by rule.

Rules are named after their clauses; a clause of PDF/A is numbered as in veraPDF's validation profiles.
“Stricter” in a rule's docstring says what the standard leaves open and our reports do not use. What
only people can tell (whether a heading is one, an alternative text says what the figure says) is not
here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pikepdf

from tests.report.conformance import (
    attachments,
    file,
    fonts,
    graphics,
    interaction,
    metadata,
    tables,
    tags,
)
from tests.report.conformance.opened import File

Rule = Callable[[File], Iterator[str]]

RULES: Mapping[str, Rule] = {
    **file.RULES,
    **graphics.RULES,
    **fonts.RULES,
    **interaction.RULES,
    **metadata.RULES,
    **attachments.RULES,
    **tags.RULES,
    **tables.RULES,
}
"""Every rule by the name of its clause."""


def complaints(raw: bytes) -> list[str]:
    """What a file breaks, as “clause: what, where”; empty where it conforms."""
    return [f"{clause}: {fault}" for clause, fault in broken(raw)]


def broken(raw: bytes) -> Iterator[tuple[str, str]]:
    """Each breach as clause and what is wrong; a file that cannot be opened breaks only that."""
    try:
        opened = File.of(raw)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        yield "the file can be opened", str(error)
        return
    for clause, rule in RULES.items():
        try:
            for fault in rule(opened):
                yield clause, fault
        except Exception as error:  # whatever a damaged file makes of its objects
            yield clause, f"cannot be checked: {error!r}"
