"""Fields of the tantivy index and the way of a unit into it and back.

Text goes in as white-space separated tokens; keywords are single raw terms; dates are integers (a Python
integer in an unsigned field would kill the writer); the unit itself is kept as one stored record.
"""

from __future__ import annotations

import json
from dataclasses import fields as fields_of
from functools import lru_cache
from operator import attrgetter
from typing import Any

import tantivy

from portal.search.plan import LEGISLATION_KINDS
from portal.search.stabbing import blocks
from portal.search.units import NEVER_IN_FORCE, OPEN_END, Prepared, Unit, work_key

TOKENS = "tokens"
RAW = "raw"
OTHER_KIND = "other"
"""In the field `rank` of units that are not legislation."""
KEYWORDS = ("jurisdiction", "language", "kind", "court", "status", "topic")
INTEGERS = ("year", "valid_from", "valid_to", "work_key", "force_from", "force_to")
_FIELDS = tuple(field.name for field in fields_of(Unit))
_values = attrgetter(*_FIELDS)


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """The fields. A change here raises `ANALYSIS_VERSION` in `preparation`."""
    builder = tantivy.SchemaBuilder()
    for name in (
        "uid",
        "work",
        "provision",
        "citations",
        "cites",
        "number",
        "not_in_force",
        "rank",
    ):
        builder.add_text_field(name, tokenizer_name=RAW, index_option="basic")
    for name in KEYWORDS:
        builder.add_text_field(name, fast=True, tokenizer_name=RAW, index_option="basic")
    for name in INTEGERS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("latest", indexed=True)
    for name in ("heading", "body", "title"):
        builder.add_text_field(name, tokenizer_name=TOKENS, index_option="position")
    builder.add_text_field("written", tokenizer_name=TOKENS, index_option="basic")
    builder.add_text_field("tags", fast=True, tokenizer_name=RAW, index_option="basic")
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Tokenizers are not kept in an index: they are registered at every open."""
    white_space = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENS, white_space)


def document(prepared: Prepared) -> tantivy.Document:
    """A unit as a document of the index."""
    unit = prepared.unit
    never = unit.status in NEVER_IN_FORCE or unit.valid_from >= unit.valid_to
    fields: dict[str, Any] = {
        "uid": unit.uid,
        "work": unit.work,
        "provision": unit.provision,
        "number": unit.number_or_derived(),
        "year": unit.year,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "force_from": 0 if never else unit.valid_from,
        "force_to": 0 if never else unit.valid_to,
        "work_key": work_key(unit.work),
        "latest": int(unit.latest),
        "heading": prepared.heading,
        "body": prepared.body,
        "written": prepared.written,
        "record": json.dumps(_values(unit), ensure_ascii=False).encode(errors="surrogatepass"),
    }
    out = blocks(0, OPEN_END) if never else blocks(0, unit.valid_from) + blocks(unit.valid_to, OPEN_END)
    if out:
        fields["not_in_force"] = list(out)
    if unit.kind not in LEGISLATION_KINDS:
        fields["rank"] = OTHER_KIND
    if prepared.title:
        fields["title"] = prepared.title
    for name in ("citations", "cites", "tags"):
        if values := getattr(unit, name):
            fields[name] = list(values)
    for name in KEYWORDS:
        if value := getattr(unit, name):
            fields[name] = value
    return tantivy.Document(**fields)


def unit_of(stored: tantivy.Document) -> Unit:
    """The unit a stored document holds."""
    record = bytes(stored.get_first("record") or b"")
    held = dict(zip(_FIELDS, json.loads(record.decode(errors="surrogatepass")), strict=True))
    for name in ("citations", "cites", "tags"):
        held[name] = tuple(held[name])
    return Unit(**held)
