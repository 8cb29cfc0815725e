"""The certificate of a listing: one A4 page in two languages, sealed, with the way to check it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from i18n import languages
from mediation_registry.rules.certificate_facts import CONFERENCE, CertificateFacts, Decision
from portal.documents.pdf import render_pdf
from portal.documents.qr import qr_svg
from portal.seals.pdf import SealedPdf, expects_time_stamp, seal_pdf, sealer

TEMPLATE = "mediation_registry/certificate_print.html"
STYLE = Path(__file__).with_name("certificate.css")
SCRIPTS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "pt": "pt", "latin": "en"}
NEAREST = {
    "zh-hant": ("zh-hant", "zh-hans", "latin", "pt"), "zh-hans": ("zh-hans", "zh-hant", "latin", "pt"),
    "pt": ("pt", "latin", "zh-hant", "zh-hans"), "en": ("latin", "pt", "zh-hant", "zh-hans"),
}  # fmt: skip
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Phrase:
    """A text with the ``lang`` attribute of the language it is in."""

    text: str
    lang: str


@dataclass(frozen=True)
class Line:
    """One decision as it is printed: what; by whom and for which place, in each language; instrument; when."""

    stage: str
    faces: tuple[tuple[Phrase, ...], ...]
    instrument: tuple[Phrase, ...]
    on: date


def in_language(texts: Mapping[str, str], code: str) -> Phrase | None:
    """The text in this language, or in the nearest one in which it was entered, marked as such."""
    for wanted in (code, *languages.get(code).fallbacks):
        if texts.get(wanted):
            return Phrase(texts[wanted], languages.html_lang(wanted))
    return None


def as_entered(text: str) -> Phrase:
    """A text that was entered once, in whatever language."""
    return Phrase(text, "zh-Hant" if CHINESE.search(text) else "en")


def names_in_order(names: Mapping[str, str], first: str) -> list[Phrase]:
    """The certified names, the one nearest to the first language on top; the same text only once."""
    found: dict[str, Phrase] = {}
    for script in NEAREST[first]:
        if names.get(script):
            found.setdefault(names[script], Phrase(names[script], SCRIPTS[script]))
    return list(found.values())


def _face(decision: Decision, code: str) -> tuple[Phrase, ...]:
    """Authority and place in one language."""
    found = (in_language(decision.authority, code), in_language(decision.place, code))
    return tuple(phrase for phrase in found if phrase is not None)


def _line(decision: Decision, first: str, second: str) -> Line:
    instrument = [text for text in (decision.body, decision.instrument_no) if text]
    return Line(
        stage=decision.stage,
        faces=tuple(dict.fromkeys((_face(decision, first), _face(decision, second)))),
        instrument=tuple(as_entered(text) for text in instrument),
        on=decision.decided_date,
    )


def _is_said(facts: CertificateFacts) -> bool:
    """Whether the chain already ends with the decision by which the edition was determined."""
    return any(
        one.stage == CONFERENCE
        and (one.decided_date, one.instrument_no) == (facts.determined_date, facts.instrument_no)
        for one in facts.decisions
    )


def address_of_check(certificate_no: str, language: str) -> str:
    """The public address at which this number is checked, as the QR code bears it."""
    with translation.override(language):
        return settings.PORTAL_BASE_URL + reverse("verification:number", args=[certificate_no])


def file_name(facts: CertificateFacts, first: str, second: str) -> str:
    """The name of the downloaded file."""
    return f"{facts.certificate_no}-{first}-{second}.pdf"


def title_of(facts: CertificateFacts, language: str) -> str:
    """The title of the document in this language."""
    with translation.override(language):
        return _("Certificate of joint certification %(number)s") % {"number": facts.certificate_no}


def context_of(facts: CertificateFacts, first: str, second: str, *, at: datetime) -> dict[str, Any]:
    """What the template prints."""
    name, is_simulated = sealer(at)
    return {
        "facts": facts,
        "codes": (first, second),
        "faces": [
            {"code": code, "lang": languages.html_lang(code), "place": in_language(facts.place, code),
             "scheme": in_language(facts.scheme, code),
             "rule": in_language(facts.rule.instrument, code) if facts.rule else None}
            for code in (first, second)
        ],
        "names": names_in_order(facts.names, first),
        "lines": [_line(decision, first, second) for decision in facts.decisions],
        "edition_is_said": _is_said(facts),
        "session": as_entered(facts.session) if facts.session else None,
        "instrument_no": as_entered(facts.instrument_no) if facts.instrument_no else None,
        "issued_on": at,
        "address": address_of_check(facts.certificate_no, first),
        "qr": qr_svg(address_of_check(facts.certificate_no, first)),
        "sealed_by": name,
        "seal_is_simulated": is_simulated,
        "time_stamp_expected": expects_time_stamp(at),
        "author": name,
    }  # fmt: skip


def unsealed_certificate(facts: CertificateFacts, first: str, second: str, *, at: datetime) -> bytes:
    """The page before it is sealed. Raises TofuRefused where a name has a character without a glyph."""
    context = context_of(facts, first, second, at=at)
    return render_pdf(TEMPLATE, context, first, second, title=title_of(facts, first), stylesheets=(STYLE,))


def sealed_certificate(facts: CertificateFacts, first: str, second: str, *, at: datetime) -> SealedPdf:
    """The certificate in two languages, sealed at ``at``.

    Raises TofuRefused where a name has a character without a glyph, KeyProblem without a seal, KeyError for an
    unknown language.
    """
    pdf = unsealed_certificate(facts, first, second, at=at)
    return seal_pdf(pdf, at=at, reason=title_of(facts, "en"))
