"""The files for everybody: provisions as JSON Lines, the term base as TBX and CSV, records of judgments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Prefetch

from foreign_law.documents.term_base import CSV_TYPE, TBX_TYPE, as_csv, as_tbx
from foreign_law.models import (
    Concept,
    ConceptForm,
    Download,
    Judgment,
    JudgmentText,
    ProvisionVersion,
    Source,
)
from foreign_law.models.codes import PLACES
from foreign_law.rules.redistribution import OWN, Standing

LINES_TYPE = "application/x-ndjson"
BATCH = 500


class Permissions(Protocol):
    """Who may be given out; `foreign_law.queries.redistribution.Permissions` answers."""

    def of_publisher(self, name: str) -> Standing: ...
    def owner(self, source: Source) -> str: ...
    def of_source(self, source: Source) -> Standing: ...
    def of_term(self, form: ConceptForm) -> Standing: ...


@dataclass
class Notices:
    """Whose texts a file holds, each with its licence and attribution."""

    held: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def add(self, publisher: str, licence: str, attribution: str = "") -> None:
        self.held[publisher, licence, attribution] = None

    def add_source(self, source: Source, permissions: Permissions) -> None:
        """A file's owner; what the fictitious files of the demonstration say of themselves is not repeated."""
        owner = permissions.owner(source)
        licence = permissions.of_publisher(owner).licence
        self.add(owner, licence, "" if owner == OWN else source.attribution)

    def rows(self) -> list[dict[str, str]]:
        """For the list of downloads."""
        names = ("publisher", "licence", "attribution")
        return [dict(zip(names, one, strict=True)) for one in self.held]


def folder() -> Path:
    """Where the files lie, each under its digest."""
    return Path(settings.PORTAL_VAR) / "downloads"


def path_of(download: Download) -> Path:
    """The file behind a row."""
    return folder() / download.digest


def write_all(permissions: Permissions, *, at: datetime) -> Iterator[Download]:
    """Write every file that the permissions allow; yields rows that are not saved yet. Memory stays flat."""
    folder().mkdir(parents=True, exist_ok=True)
    yield from _provisions(permissions, at)
    yield from _terms(permissions, at)
    notices = Notices()
    yield _write("judgments.jsonl", "judgments", LINES_TYPE, _judgments(permissions, notices), notices, at)


def forget_old() -> int:
    """Take away files that no living row stands for; returns how many."""
    kept = set(Download.objects.filter(superseded_at=None).values_list("digest", flat=True))
    gone = [path for path in folder().iterdir() if path.name not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _provisions(permissions: Permissions, at: datetime) -> Iterator[Download]:
    """One file for each jurisdiction and language; empty ones are not made."""
    allowed = [source.pk for source in Source.objects.all() if permissions.of_source(source).allowed]
    living = (
        ProvisionVersion.objects.filter(superseded_at=None, source__in=allowed)
        .select_related("provision__instrument", "expression", "source")
        .defer("body", "path")
        .order_by(
            "provision__instrument__jurisdiction", "expression__language", "provision__instrument__slug",
            "provision__order", "valid_from", "pk",
        )
    )  # fmt: skip
    by_shelf = groupby(
        living.iterator(chunk_size=BATCH),
        key=lambda one: (one.provision.instrument.jurisdiction, one.expression.language),
    )
    for (jurisdiction, language), versions in by_shelf:
        notices = Notices()
        name = f"provisions-{PLACES[jurisdiction]}-{language}.jsonl"
        lines = (_line(_provision(version, permissions, notices)) for version in versions)
        made = _write(name, "provisions", LINES_TYPE, lines, notices, at)
        made.jurisdiction, made.language = jurisdiction, language
        yield made


def _provision(version: ProvisionVersion, permissions: Permissions, notices: Notices) -> dict[str, Any]:
    source, expression, provision = version.source, version.expression, version.provision
    notices.add_source(source, permissions)
    return {
        "uid": version.uid, "instrument": provision.instrument.path, "provision": provision.key,
        "unit": provision.unit, "language": expression.language, "authenticity": version.authenticity,
        "excerpt": expression.excerpt, "citation": expression.short_citation, "title": expression.title,
        "number": version.number_label, "heading": version.heading, "text": version.text,
        "status": version.status, "valid_from": _day(version.valid_from), "valid_to": _day(version.valid_to),
        "latest": version.latest, "verified_copy": False, "fictitious": permissions.owner(source) == OWN,
        "source": {
            "address": source.address, "publisher": source.publisher, "attribution": source.attribution,
            "sha256": source.digest, "retrieved_at": source.retrieved_at.isoformat(),
        },
    }  # fmt: skip


def _terms(permissions: Permissions, at: datetime) -> Iterator[Download]:
    for name, kind, write in (("terms.tbx", TBX_TYPE, _tbx), ("terms.csv", CSV_TYPE, as_csv)):
        notices = Notices()
        yield _write(name, "terms", kind, write(allowed_concepts(permissions, notices)), notices, at)


def _tbx(concepts: Iterable[Concept]) -> Iterator[str]:
    return as_tbx(concepts, sources=["Legal terms of the cross-border dispute portal"])


def allowed_concepts(
    permissions: Permissions, notices: Notices | None = None, *, field_of_law: str = ""
) -> Iterator[Concept]:
    """The concepts with the forms that may be given out as ``living``; read in batches."""
    forms = ConceptForm.objects.filter(superseded_at=None).select_related("source_file", "concept")
    held = Concept.objects.filter(merged_into=None).order_by("slug")
    if field_of_law:
        held = held.filter(domain=field_of_law)
    prefetched = held.prefetch_related(
        Prefetch("forms", forms.order_by("language", "jurisdiction", "text"), "every")
    )
    for concept in prefetched.iterator(chunk_size=BATCH):
        living = []
        for form in concept.every:  # type: ignore[attr-defined]  # prefetched
            allowed = permissions.of_term(form)
            if allowed.allowed:
                living.append(form)
                if notices is not None:
                    _note_term(form, allowed, permissions, notices)
        if living:
            concept.living = living  # type: ignore[attr-defined]
            yield concept


def _note_term(form: ConceptForm, allowed: Standing, permissions: Permissions, notices: Notices) -> None:
    if form.source_file is not None:
        notices.add_source(form.source_file, permissions)
    else:
        notices.add(OWN if ":" not in form.concept.origin else form.concept.origin, allowed.licence)


def _judgments(permissions: Permissions, notices: Notices) -> Iterator[str]:
    """Facts of every judgment recorded; titles and subjects only where their source may be given out."""
    living = JudgmentText.objects.filter(superseded_at=None).select_related("source").order_by("language")
    rows = Judgment.objects.order_by("jurisdiction", "slug").prefetch_related(
        Prefetch("texts", living, "living")
    )
    notices.add(OWN, permissions.of_publisher(OWN).licence)
    for one in rows.iterator(chunk_size=BATCH):
        texts = []
        for text in one.living:  # type: ignore[attr-defined]  # prefetched
            if permissions.of_source(text.source).allowed:
                notices.add_source(text.source, permissions)
                texts.append({"language": text.language, "title": text.title, "subjects": text.subjects})
        yield _line({
            "judgment": f"{one.place}-{one.slug}", "citation": one.citation_id, "jurisdiction": one.jurisdiction,
            "court": one.court, "number": one.number, "year": one.year, "suffix": one.suffix,
            "decided_date": _day(one.decided_date), "link": one.link, "summaries": texts,
        })  # fmt: skip


def _write(
    name: str, kind: str, content_type: str, pieces: Iterable[str], notices: Notices, at: datetime
) -> Download:
    """Write aside, then put in place under the digest: whoever reads gets the whole file or none."""
    aside = folder() / f".{name}.part"
    digest, size, lines = hashlib.sha256(), 0, 0
    with aside.open("wb") as out:
        for piece in pieces:
            written = piece.encode("utf-8")
            out.write(written)
            digest.update(written)
            size += len(written)
            lines += content_type != TBX_TYPE or piece.startswith("<conceptEntry")
    aside.replace(folder() / digest.hexdigest())
    return Download(
        name=name, kind=kind, content_type=content_type, size=size, digest=digest.hexdigest(), made_at=at,
        rows=lines - 1 if content_type == CSV_TYPE else lines, notices=notices.rows(),
    )  # fmt: skip


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
