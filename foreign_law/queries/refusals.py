"""Reasons of refusal, said in the language of the page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from foreign_law.rules.refusals import WORDS, Fact, Reason, read_reason


@dataclass(frozen=True)
class Told:
    """A reason: its sentence, and what stays in English (a system's own words, or an entry older than the codes)."""

    sentence: str
    english: str = ""


def sentence(reason: Reason) -> str:
    """The words of a reason in the language that is active, without the details."""
    if reason.code not in WORDS:
        return reason.plain()
    return gettext(WORDS[reason.code]) % {name: _word(name, fact) for name, fact in reason.facts.items()}


def told(kept: Mapping[str, Any]) -> Told:
    """A problem as a run kept it: ``{"reason": English words, "why": code and facts}``; older ones have no ``why``."""
    reason = read_reason(kept.get("why"))
    if reason is None:
        return Told("", str(kept.get("reason", "")))
    return Told(sentence(reason), reason.details())


def packed(reason: Reason, most: int) -> str:
    """A reason as one line of a table, at most so many characters."""
    text = json.dumps(reason.as_json(), ensure_ascii=False)
    return text if len(text) <= most else reason.plain()[:most]


def unpacked(text: str) -> Told:
    """What :func:`packed` wrote, or the English words that stood there before."""
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return Told("", text)
    return told({"why": kept, "reason": text})


def _word(name: str, fact: Fact) -> str:
    if isinstance(fact, Reason):
        return sentence(fact)
    return filesizeformat(fact) if name == "size" else str(fact)
