"""Fields of an Elasticsearch index and the way of a unit into it and back.

Text goes in as white-space separated tokens of our own analysis, the same that the embedded engine sees. Only the
record of the unit is kept in the source of a document; the tokens are indexed and thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields as fields_of
from hashlib import sha256
from operator import attrgetter
from typing import Any

from portal.search.plan import LEGISLATION_KINDS
from portal.search.units import NEVER_IN_FORCE, Prepared, Unit, work_key

KEYWORDS = ("jurisdiction", "language", "kind", "court", "status", "topic")
TEXTS = ("heading", "body", "title", "written")
LONGEST_ID = 512
"""Bytes that Elasticsearch admits as the id of a document."""
WINDOW = 100_000
"""How far a result can be turned over, in hits."""
SETTINGS = {
    "index": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "max_result_window": WINDOW,
    }
}
"""One shard: counts and scores are exact. No refresh but ours: changes are seen at a commit, together."""
_FIELDS = tuple(field.name for field in fields_of(Unit))
_values = attrgetter(*_FIELDS)


def mappings(schema: str) -> dict[str, Any]:
    """The fields of an index built with this analysis. A change here raises `ANALYSIS_VERSION`."""
    keyword: dict[str, Any] = {"type": "keyword"}
    exact = {"type": "keyword", "doc_values": False}
    tokens = {"type": "text", "analyzer": "whitespace"}
    properties: dict[str, Any] = {"uid": keyword, "work": keyword}
    properties |= dict.fromkeys(("provision", "citations", "cites", "number"), exact)
    properties |= dict.fromkeys((*KEYWORDS, "tags"), keyword)
    properties |= {
        "year": {"type": "integer"},
        "work_key": {"type": "long"},
        "valid": {"type": "integer_range"},
        "force": {"type": "integer_range"},
        "latest": {"type": "boolean"},
        "legislation": {"type": "boolean"},
        "heading": tokens,
        "body": tokens,
        "title": tokens,
        "written": {**tokens, "index_options": "docs", "norms": False},
        "record": {"type": "object", "enabled": False},
    }
    return {
        "dynamic": "strict",
        "_meta": {"schema": schema, "commit": 0},
        "_source": {"includes": ["record"]},
        "properties": properties,
    }


def document_id(uid: str) -> str:
    """The id of a unit's document: its uid, or a digest of one that is too long."""
    name = clean(uid)
    return name if len(name.encode()) <= LONGEST_ID else f"sha256:{sha256(name.encode()).hexdigest()}"


def clean(text: str) -> str:
    """The text without lone surrogates, which no JSON can carry."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass").decode(errors="replace")
    return text


def document(prepared: Prepared) -> dict[str, Any]:
    """A unit as the source of a document. An empty period is left out: no day lies in it."""
    unit = prepared.unit
    fields: dict[str, Any] = {
        "uid": clean(unit.uid),
        "work": clean(unit.work),
        "work_key": work_key(unit.work),
        "provision": clean(unit.provision),
        "number": clean(unit.number_or_derived()),
        "year": unit.year,
        "latest": unit.latest,
        "legislation": unit.kind in LEGISLATION_KINDS,
        "record": json.dumps(_values(unit), ensure_ascii=_has_surrogates(unit)),
    }
    if unit.valid_from < unit.valid_to:
        fields["valid"] = {"gte": unit.valid_from, "lt": unit.valid_to}
        if unit.status not in NEVER_IN_FORCE:
            fields["force"] = fields["valid"]
    for name in TEXTS:
        if joined := getattr(prepared, name):
            fields[name] = clean(joined)
    for name in ("citations", "cites", "tags"):
        if values := getattr(unit, name):
            fields[name] = cleaned(values)
    for name in KEYWORDS:
        if value := getattr(unit, name):
            fields[name] = clean(value)
    return fields


def cleaned(values: Iterable[str]) -> list[str]:
    """Each value as JSON can carry it."""
    return [clean(value) for value in values]


def _has_surrogates(unit: Unit) -> bool:
    return any(clean(text) != text for text in (unit.heading, unit.body, unit.title, unit.uid, unit.work))


def unit_of(source: dict[str, Any]) -> Unit:
    """The unit whose document has this source."""
    held = dict(zip(_FIELDS, json.loads(source["record"]), strict=True))
    for name in ("citations", "cites", "tags"):
        held[name] = tuple(held[name])
    return Unit(**held)
