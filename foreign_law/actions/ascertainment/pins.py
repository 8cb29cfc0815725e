"""Pin the exact texts that were meant: out of the library in every official language, or typed in with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import next_number
from foreign_law.models import Authenticity, CitedLaw, Material, PinnedText
from foreign_law.queries.ascertainment.cited_law import Resolved, digest_of, resolve, versions_on


@dataclass(frozen=True)
class TypedText:
    """A text typed in: its language, the words, where they come from, whether somebody translated it."""

    language: str
    text: str
    source: str = ""
    retrieved_at: datetime | None = None
    is_translation: bool = False
    translator: str = ""


def cite(material: Material, lines: Sequence[str], *, on: date | None) -> list[CitedLaw]:
    """Enter what the lines cite and pin what the library proves for the day; what was cited before is not entered twice."""
    known = {
        one.citation_id or one.citation
        for one in material.cited.filter(struck_at=None)
    }  # fmt: skip
    entered = []
    for found in resolve(list(lines), material.request.jurisdiction):
        if (found.citation_id or found.citation) in known:
            continue
        entered.append(_enter(material, found, on))
    return entered


def _enter(material: Material, found: Resolved, on: date | None) -> CitedLaw:
    target = found.target
    cited = CitedLaw.objects.create(
        material=material, number=next_number(material.cited), kind=found.kind, citation=found.citation,
        citation_id=found.citation_id, instrument=target.instrument, provision=target.provision,
        judgment=target.judgment, on_date=on, source_url=target.judgment.link[:1000] if target.judgment else "",
    )  # fmt: skip
    pin(cited)
    return cited


def pin(cited: CitedLaw) -> list[PinnedText]:
    """Pin the library's texts of the cited provision on its day: version, digest, source, retrieval time, authenticity."""
    if cited.provision is None:
        return []
    versions = versions_on(cited.provision, cited.on_date)
    if versions:
        starts = [version.valid_from for version in versions if version.valid_from is not None]
        ends = [version.valid_to for version in versions if version.valid_to is not None]
        cited.in_force_from, cited.in_force_to = max(starts, default=None), min(ends, default=None)
        cited.save(update_fields=["in_force_from", "in_force_to"])
    return [
        PinnedText.objects.create(
            cited=cited, language=version.expression.language, authenticity=version.authenticity,
            version=version, heading=version.heading, text=version.text, digest=digest_of(version.text),
            source=(version.source.address or version.source.file_name)[:1000],
            retrieved_at=version.source.retrieved_at,
        )
        for version in versions
    ]  # fmt: skip


def pin_typed(cited: CitedLaw, typed: TypedText) -> tuple[PinnedText, str]:
    """Pin a text typed in; a text typed before in this language gives way. Gives the row and the digest it had before.

    :raises ValidationError: at ``text``, the library's own text is pinned in this language; at ``source`` or
        ``translator``, it is not said where the text comes from, or who translated it.
    """
    held = cited.texts.filter(language=typed.language).first()
    if held is not None and held.version_id is not None:
        raise ValidationError({"text": _("The library's text is pinned in this language already.")})
    if not typed.is_translation and not typed.source.strip():
        raise ValidationError({"source": _("Say where the text comes from.")})
    if typed.is_translation and not typed.translator.strip():
        raise ValidationError({"translator": _("Name the translator.")})
    before = held.digest if held is not None else ""
    row = held or PinnedText(cited=cited, language=typed.language)
    row.authenticity, row.text, row.digest = Authenticity.CONVENIENCE, typed.text, digest_of(typed.text)
    row.source, row.retrieved_at = typed.source.strip(), typed.retrieved_at
    row.is_translation, row.translator = typed.is_translation, typed.translator.strip()
    row.save()
    return row, before
