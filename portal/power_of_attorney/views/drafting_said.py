"""What the draft says to each question, for the page on which it is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext as _

from i18n import languages
from portal.cases.models import Representation
from portal.cases.templatetags.cases_words import named, typed
from portal.power_of_attorney.forms.drafting import Scene
from portal.power_of_attorney.models import GrantedPower
from portal.power_of_attorney.queries.drafting import answers_of, consents_of, others_in_case
from portal.power_of_attorney.rules.texts import warnings
from portal.power_of_attorney.templatetags.power_words import person_name


def said(scene: Scene, agents: list[Any]) -> dict[str, list[str]]:
    """For each question the lines that were answered, each passage with its language; an empty list where nothing was."""
    found: dict[str, Callable[[], list[str]]] = {
        "principal": lambda: _principal(scene),
        "authority": lambda: _authority(scene),
        "matter": lambda: _matter(scene),
        "opponent": lambda: _opponent(scene),
        "agents": lambda: [_agent(row) for row in agents],
        "powers": lambda: _powers(scene),
        "service": lambda: [
            _("No, the agent may not receive documents") if scene.power.excludes_service
            else _("The agent may receive documents")
        ],
        "stages": lambda: [str(label) for code, label in Representation.Stage.choices if code in scene.power.stages],
        "validity": lambda: _validity(scene),
        "languages": lambda: _languages(scene),
        "translator": lambda: [typed(scene.power.translated_by)] if scene.power.translated_by else [],
    }  # fmt: skip
    lines = {name: tell() for name, tell in found.items()}
    return lines | _answers(scene)


def _state(code: str) -> str:
    return {"accepted": _("has accepted"), "declined": _("declined"), "invited": _("invited")}[code]


def _agent(row: Any) -> str:
    name, kind = typed(row.agent.name), row.agent.get_kind_display()
    return format_html("{} · {} · {}", name, kind, _state(row.state))


def _principal(scene: Scene) -> list[str]:
    power = scene.power
    lines = [person_name(power.principal, scene.language)]
    if power.representative is not None:
        name = person_name(power.representative, scene.language)
        lines.append(format_html(_("signed by %(name)s") % {"name": "{}"}, name))
    return list(lines)


def _matter(scene: Scene) -> list[str]:
    """The dispute as it was typed, and the cause in the reader's language."""
    power = scene.power
    typed_words = [typed(power.matter)] if power.matter else []
    return [*typed_words, *([str(power.cause)] if power.cause else [])]


def _authority(scene: Scene) -> list[str]:
    steps = scene.power.authority_steps.filter(withdrawn_at=None)
    return [format_html("{} · {}", typed(step.holder_name), typed(step.document_name)) for step in steps]


def _opponent(scene: Scene) -> list[str]:
    others: list[str] = [named(party) for party in others_in_case(scene.power, scene.on)]
    return others or ([typed(scene.power.opponent_name)] if scene.power.opponent_name else [])


def _powers(scene: Scene) -> list[str]:
    given = set(scene.power.granted.exclude(state="struck").values_list("code", flat=True))
    lines = [str(label) for code, label in GrantedPower.Power.choices if code in given]
    return lines or [_("No special power")]


def _validity(scene: Scene) -> list[str]:
    power = scene.power
    first = (
        formats.date_format(power.valid_from, "DATE_FORMAT")
        if power.valid_from
        else _("when it takes effect")
    )
    if power.valid_to is None:
        return [_("From: %(first)s. Until the stages ticked are over.") % {"first": first}]
    last = formats.date_format(power.valid_to - timedelta(days=1), "DATE_FORMAT")
    return [_("From: %(first)s. Last day: %(last)s.") % {"first": first, "last": last}]


def _languages(scene: Scene) -> list[str]:
    """The languages by their own names."""
    power = scene.power
    chosen = [languages.get(code) for code in (power.language, power.second_language) if code]
    return [format_html('<span lang="{}">{}</span>', row.tag, row.own_name) for row in chosen]


def _answers(scene: Scene) -> dict[str, list[str]]:
    user = scene.power.signer.user
    given = answers_of(scene.power, user)
    lines: dict[str, list[str]] = {}
    for subject in warnings.WARNINGS:
        texts = warnings.warning(subject, scene.language).answers
        lines[subject] = [texts[given[subject]]] if given.get(subject) in texts else []
    held = consents_of(scene.power, user)
    for purpose in ("online", "recording"):
        lines[purpose] = [_("Consent given")] if purpose in held else []
    lines["biometrics"] = [_("Consent given") if "biometrics" in held else _("No consent; it is optional")]
    return lines
