"""The law that a material cites: entered one by one, its text typed in, its full judgment attached, struck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.materials import (
    COMPLETED,
    completed,
    deposited,
    fingerprint,
    locked_material,
    require_open,
)  # fmt: skip
from foreign_law.actions.ascertainment.pins import TypedText, cite, pin_typed
from foreign_law.models import CitedLaw, Material
from foreign_law.rules.ascertainment.materials import is_chinese
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused


@dataclass(frozen=True)
class LawParts:
    """What is typed of one cited law. ``kind`` empty keeps the one that the citation says."""

    kind: str = ""
    on_date: date | None = None
    text: TypedText | None = None
    chinese: TypedText | None = None
    judgment: Any = None
    judgment_language: str = ""
    judgment_translation: Any = None
    source_url: str = ""
    retrieved_at: datetime | None = None


@transaction.atomic
def add_cited_law(
    *,
    actor: Actor,
    at: datetime,
    material_id: UUID,
    citation: str,
    parts: LawParts = LawParts(),
    seen: str = "",
) -> CitedLaw:
    """One more law that the material rests on. What the library proves for the day is pinned; the rest may be typed in.

    :raises ValidationError: at ``citation``, nothing was typed, or it is cited already; or as ``complete_cited_law``.
    """
    material = _open_material(actor, at, material_id, seen)
    if not citation.strip():
        raise ValidationError({"citation": _("Name the law.")})
    entered = cite(material, [citation], on=parts.on_date or material.request.fact_date)
    if not entered:
        raise ValidationError({"citation": _("This law is cited already.")})
    cited = entered[0]
    if parts.kind and cited.provision is None and cited.judgment is None:
        cited.kind = parts.kind
        cited.save(update_fields=["kind"])
    before = _fill(cited, parts, actor, at) if len(entered) == 1 else ""
    _enter(material, cited, actor, at, before)
    return cited


@transaction.atomic
def complete_cited_law(
    *, actor: Actor, at: datetime, material_id: UUID, number: int, parts: LawParts, seen: str = ""
) -> CitedLaw:
    """A text typed in with its source, a Chinese translation with its translator, the full judgment.

    :raises PermissionRefused: not the actor's material, or no such cited law in it.
    :raises ValidationError: the material is whole or shown; somebody else changed it meanwhile; a refused file; the
        library's own text is pinned in that language.
    """
    material = _open_material(actor, at, material_id, seen)
    cited = _living(material, number)
    before = _fill(cited, parts, actor, at)
    _enter(material, cited, actor, at, before)
    return cited


@transaction.atomic
def strike_cited_law(*, actor: Actor, at: datetime, material_id: UUID, number: int) -> CitedLaw:
    """The material no longer rests on this law; the row stays legible.

    :raises PermissionRefused: not the actor's material, or no such cited law in it.
    """
    material = _open_material(actor, at, material_id, "")
    cited = _living(material, number)
    cited.struck_at = at
    cited.save(update_fields=["struck_at"])
    completed(material, actor, at, {"parts": ["struck"], "cited": [cited.citation_id]})
    return cited


def _open_material(actor: Actor, at: datetime, material_id: UUID, seen: str) -> Material:
    material = locked_material(actor, at, COMPLETED, material_id)
    require_open(material, at)
    if seen and seen != fingerprint(material):
        raise ValidationError(
            _(
                "Somebody else changed this material meanwhile. Look at it again; what you typed is kept here."
            ),
            code="changed",
        )
    return material


def _living(material: Material, number: int) -> CitedLaw:
    cited = material.cited.filter(number=number, struck_at=None).first()
    if cited is None:
        raise PermissionRefused(COMPLETED)
    cited.material = material
    return cited


def _fill(cited: CitedLaw, parts: LawParts, actor: Actor, at: datetime) -> str:
    """Write the parts; gives the digest of a text that gave way, or ""."""
    before = ""
    for field, typed in (("text", parts.text), ("chinese_text", parts.chinese)):
        if typed is None or not typed.text.strip():
            continue
        try:
            before = pin_typed(cited, typed)[1] or before
        except ValidationError as refusal:
            raise _at(refusal, field) from refusal
    if parts.judgment is not None:
        if not parts.judgment_language:
            raise ValidationError({"judgment_language": _("Say in which language the judgment is.")})
        cited.full_text_exhibit = deposited(cited.material, parts.judgment, "judgment", actor, at)
        cited.full_text_language = parts.judgment_language
    if parts.judgment_translation is not None:
        cited.full_text_translation = deposited(
            cited.material, parts.judgment_translation, "judgment_translation", actor, at
        )
    cited.source_url = parts.source_url or cited.source_url
    cited.retrieved_at = parts.retrieved_at or cited.retrieved_at
    cited.save()
    return before


def _at(refusal: ValidationError, field: str) -> ValidationError:
    """The refusal of a text at the field where that text was typed."""
    entries = refusal.message_dict
    return ValidationError({(field if name == "text" else name): words for name, words in entries.items()})


def _enter(material: Material, cited: CitedLaw, actor: Actor, at: datetime, before: str) -> None:
    facts = {"parts": ["law"], "cited": [cited.citation_id], "law": cited.number}
    if before:
        facts["digest_before"] = before
    facts["digests"] = [text.digest for text in cited.texts.order_by("language")]
    completed(material, actor, at, facts)


def typed_texts(
    *, text: str, language: str, chinese_text: str, chinese_language: str, source: str, translator: str,
    retrieved_at: datetime | None,
) -> tuple[TypedText | None, TypedText | None]:  # fmt: skip
    """The two texts of a form: the original, and its Chinese translation where the original is not Chinese."""
    original = TypedText(language, text, source, retrieved_at) if text.strip() and language else None
    if not chinese_text.strip():
        return original, None
    is_original = is_chinese(language) and original is None
    return original, TypedText(
        chinese_language,
        chinese_text,
        source,
        retrieved_at,
        is_translation=not is_original,
        translator=translator,
    )
