"""Words on a mediator's own pages: texts in the nearest language, names as entered, places, sizes of files."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from i18n import languages
from i18n.fields import wording
from mediation_registry.models import AnswerEvidence, Registrant
from mediation_registry.models.field_names import LABELS
from mediation_registry.models.places import PLACE_LABELS
from mediation_registry.models.practice import label_of

register = template.Library()

#: Characters by which Simplified Chinese is told from Traditional, and the other way round.
SIMPLIFIED = frozenset("资评审细则调员广东门厅组织发实务经验个这为对时过规国")
TRADITIONAL = frozenset("資評審細則調員廣東門廳組織發實務經驗個這為對時過規國")
RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\uff00-\uffef\u3400-\u9fff\uf900-\ufaff]*")

#: The parts of a profile in words, as the dashboard names what is missing.
PART_LABELS = {**LABELS, "fee": LABELS["charges_fee"]}


def _language() -> str:
    return get_language() or languages.DEFAULT


@register.filter
def worded(record: Model | None, field: str) -> SafeString | str:
    """A translated column in the reader's language, or in the nearest one with its ``lang``."""
    if record is None:
        return ""
    text, language = wording(record, field, _language())
    if language == _language() or not text:
        return text
    return format_html('<span lang="{}">{}</span>', languages.html_lang(language), text)


@register.filter
def called(registrant: Registrant) -> SafeString | str:
    """The name nearest to the reader's language, as entered, with its ``lang``."""
    name = registrant.person.name_in(_language())
    return (
        format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else registrant.register_no
    )


@register.filter
def place_name(code: str) -> Any:
    """A place of joint certification by the code of its jurisdiction."""
    return PLACE_LABELS.get(code, code)


@register.filter
def claimed(claim: Any) -> Any:
    """What a claim says when it was chosen from a list."""
    return label_of(claim.kind, claim.code)


@register.filter
def part_label(part: str) -> Any:
    """A part of the profile in words."""
    return PART_LABELS[part]


@register.filter
def weight(evidence: AnswerEvidence) -> str:
    """The type and size of a file."""
    stored = evidence.exhibit.stored_file
    kind = stored.extension.strip(".").upper()
    if stored.size >= 1 << 20:
        return _("%(kind)s, %(size)s MB") % {"kind": kind, "size": f"{stored.size / (1 << 20):.1f}"}
    return _("%(kind)s, %(size)s KB") % {"kind": kind, "size": max(1, stored.size >> 10)}


@register.filter
def ticked(said: dict[str, Any], code: str) -> Any:
    """What was ticked for one criterion on the public page."""
    return said.get(code)


@register.filter
def chinese(text: Any) -> SafeString | str:
    """Free text or a sentence that quotes some: each Chinese passage carries its ``lang`` where the page's differs."""
    here, parts, end = languages.html_lang(_language()), [], 0
    plain = str(text or "")
    for found in RUN.finditer(plain):
        tag = chinese_tag(found.group())
        if tag == here:
            continue
        parts += [
            escape(plain[end : found.start()]),
            format_html('<bdi lang="{}">{}</bdi>', tag, found.group()),
        ]
        end = found.end()
    return format_html_join("", "{}", ((part,) for part in [*parts, escape(plain[end:])]))


def chinese_tag(text: str) -> str:
    """``zh-Hans`` for text with characters that only Simplified Chinese has, else ``zh-Hant``.

    On a Chinese page a passage that could be of either script is of the page's.
    """
    if SIMPLIFIED & set(text):
        return "zh-Hans"
    here = _language()
    return (
        languages.html_lang(here) if languages.is_chinese(here) and not TRADITIONAL & set(text) else "zh-Hant"
    )
