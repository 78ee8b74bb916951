"""ISO 19005-3, 6.8: the files embedded in the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from tests.report.conformance.metadata import pdf_date
from tests.report.conformance.opened import File, identity, words

RELATIONSHIPS = words("/Source /Data /Alternative /Supplement /Unspecified")
"""ISO 19005-3, annex E."""


def embedded_files(file: File) -> Iterator[str]:
    """Stricter: all are files of the whole report, with what a reader shows and checks of them."""
    tree = file.catalog.get("/Names", {}).get("/EmbeddedFiles", {})
    named = list(_leaves(tree))
    associated = [identity(spec) for spec in file.catalog.get("/AF", [])]
    names = [bytes(name) for name, _ in named]
    if names != sorted(set(names)):
        yield "the names of the embedded files are not in order, or not unique"
    for name, spec in named:
        for fault in _file_faults(spec):
            yield f"{fault} in {str(name)!r}"
        if identity(spec) not in associated:
            yield f"{str(name)!r} is not in /AF of the catalog"
    listed = {identity(spec) for _, spec in named}
    for where, spec in file.dictionaries:
        if "/EF" in spec and identity(spec) not in listed:
            yield f"an embedded file that has no name in the catalog's tree, in {where}"


def _leaves(node: Any) -> Iterator[tuple[Any, Any]]:
    """The pairs of a name tree (ISO 32000-1, 7.9.6)."""
    pairs = list(node.get("/Names", []))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for kid in node.get("/Kids", []):
        yield from _leaves(kid)


def _file_faults(spec: Any) -> Iterator[str]:
    if spec.get("/Type") != "/Filespec":
        yield "/Type is not /Filespec"
    for key in ("/F", "/UF", "/Desc"):
        if not str(spec.get(key, "")):
            yield f"no {key}"
    if spec.get("/AFRelationship") not in RELATIONSHIPS:
        yield f"/AFRelationship is {spec.get('/AFRelationship')}"
    for key in ("/F", "/UF"):
        stream = spec.get("/EF", {}).get(key)
        if stream is None:
            yield f"/EF has no {key}"
            continue
        content, parameters = stream.read_bytes(), stream.get("/Params", {})
        if stream.get("/Type") != "/EmbeddedFile":
            yield "/Type is not /EmbeddedFile"
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(stream.get("/Subtype", ""))):
            yield f"/Subtype {stream.get('/Subtype')} is no MIME type"
        if pdf_date(str(parameters.get("/ModDate", ""))) is None:
            yield f"/ModDate is {parameters.get('/ModDate')}"
        if parameters.get("/Size") != len(content):
            yield f"/Size is {parameters.get('/Size')}, not {len(content)}"
        checksum = hashlib.md5(content, usedforsecurity=False).digest()
        if bytes(parameters.get("/CheckSum", b"")) != checksum:
            yield "/CheckSum is not the content's MD5"


RULES = {"ISO 19005-3 6.8 embedded files": embedded_files}
