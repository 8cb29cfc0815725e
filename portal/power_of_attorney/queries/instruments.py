"""What the instrument says, as facts: names and texts with their language, codes for everything that has wording."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.cases.models import Party
from portal.cases.models.parties import HTML_LANG
from portal.cases.models.periods import in_force
from portal.identity.models import IdentityDocument, Person
from portal.power_of_attorney.models import Agent, GrantedPower, PowerOfAttorney
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.rules.drafting import OTHER_POWERS, SPECIAL_POWERS

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
Phrase = dict[str, str]
Facts = dict[str, Any]


def facts_of(power: PowerOfAttorney, number: int, wording: str, on: date) -> Facts:
    """Everything that version ``number`` of the text says, as canonical JSON: strings, lists and mappings only.

    A phrase is ``{"text": …, "lang": …}`` with a BCP 47 tag. Names come in every script in which they were entered.
    """
    return {
        "reference": power.reference, "version": number, "wording": wording, "language": power.language,
        "second_language": power.second_language, "is_fictitious": bool(settings.PORTAL_DEMONSTRATION),
        "court": named(power.court), **_principal(power, on), **_matter(power, on),
        "agents": [_agent(agent) for agent in bound_agents(power).order_by("position")],
        "powers": states_of(power), "excludes_service": power.excludes_service, **_validity(power),
        "basis": power.legal_basis, "basis_reason": typed(power.basis_reason, power),
        "platform_reference": power.platform_reference, "prevailing": power.prevailing_language,
        "prevailing_order": typed(power.prevailing_order, power),
        "translated_by": typed(power.translated_by, power),
    }  # fmt: skip


def states_of(power: PowerOfAttorney) -> dict[str, str]:
    """Each of the nine powers: ``granted``, ``not_granted`` or ``struck``, in the order of the article."""
    lines = {line.code: line.state for line in power.granted.all()}
    struck = GrantedPower.State.STRUCK.value
    return {
        code: "not_granted" if code not in lines else "struck" if lines[code] == struck else "granted"
        for code in (*SPECIAL_POWERS, *OTHER_POWERS)
    }


def named(thing: Any) -> dict[str, Phrase]:
    """The translated name of a record in each language, or in the nearest one in which it is known."""
    found: dict[str, Phrase] = {}
    for code in languages.CODES:
        for wanted in (code, *languages.get(code).fallbacks):
            text = getattr(thing, build_localized_fieldname("name", wanted), "") or ""
            if text:
                found[code] = {"text": text, "lang": languages.html_lang(wanted)}
                break
    return found


def names_of(person: Person) -> list[Phrase]:
    """The names in force, each in its script."""
    return [{"text": name.text, "lang": name.html_lang} for name in person.current_names]


def typed(text: str | None, power: PowerOfAttorney) -> Phrase:
    """A text as somebody typed it, with the language that it is most likely in."""
    pair = [code for code in (power.language, power.second_language) if code]
    is_chinese = bool(CHINESE.search(text or ""))
    fitting = [code for code in pair if languages.is_chinese(code) == is_chinese]
    code = fitting[0] if fitting else ("zh-hant" if is_chinese else "en")
    return {"text": text or "", "lang": languages.html_lang(code)}


def _papers(person: Person, on: date) -> list[dict[str, Any]]:
    """The kinds of the verified papers in each language, with all but the last four characters hidden."""
    papers = sorted((paper for paper in person.papers.all() if paper.proves(on)), key=lambda one: one.kind)
    return [{"kind": kinds_of(paper), "number": paper.masked_number.replace("•", "*")} for paper in papers]


def kinds_of(paper: IdentityDocument) -> dict[str, str]:
    """The kind of a paper in words of each language."""
    found = {}
    for code in languages.CODES:
        with translation.override(code):
            found[code] = str(paper.get_kind_display())
    return found


def _principal(power: PowerOfAttorney, on: date) -> Facts:
    principal, representative = power.principal, power.representative
    steps = power.authority_steps.filter(withdrawn_at=None).order_by("position")
    return {
        "is_entity": principal.kind == Person.Kind.LEGAL,
        "principal": {"names": names_of(principal), "papers": _papers(principal, on)},
        "representative": (
            {"names": names_of(representative), "papers": _papers(representative, on)}
            if representative
            else None
        ),
        "chain": [
            {
                "holder": typed(step.holder_name, power), "capacity": step.capacity,
                "document": typed(step.document_name, power),
                "day": step.document_date.isoformat() if step.document_date else "",
            }
            for step in steps
        ],
    }  # fmt: skip


def _agent(agent: Agent) -> Facts:
    licence = agent.licence
    entered = [{"text": agent.name, "lang": HTML_LANG.get(agent.name_script, "en")}]
    return {
        "position": agent.position, "kind": agent.kind,
        "names": names_of(agent.person) if agent.person and agent.person.current_names else entered,
        "licence": {"kind": licence.kind, "number": licence.number} if licence else None,
        "firm": typed(agent.firm_name or (licence.firm_name if licence else ""), agent.power),
    }  # fmt: skip


def _matter(power: PowerOfAttorney, on: date) -> Facts:
    case = power.case
    cause = power.cause or (case.cause if case else None)
    return {
        "case_number": case.court_number if case else "", "cause": named(cause) if cause else {},
        "opponents": _opponents(power, on), "matter": typed(power.matter, power), "stages": list(power.stages),
    }  # fmt: skip


def _opponents(power: PowerOfAttorney, on: date) -> list[Phrase]:
    """Whom the principal named; otherwise the parties of the case that do not stand on the principal's side."""
    if power.opponent_name:
        return [typed(power.opponent_name, power)]
    if power.case is None:
        return []
    others: Iterable[Party] = power.case.parties.filter(in_force(on)).order_by("number")
    own = power.party.role if power.party else ""
    return [
        {"text": party.name, "lang": HTML_LANG[party.name_script]} for party in others if party.role != own
    ]


def _validity(power: PowerOfAttorney) -> Facts:
    """First and last day, both included; the record keeps the end exclusive."""
    last = power.valid_to - timedelta(days=1) if power.valid_to else None
    return {
        "first_day": power.valid_from.isoformat() if power.valid_from else "",
        "last_day": last.isoformat() if last else "",
    }
