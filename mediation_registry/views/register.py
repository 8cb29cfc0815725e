"""The register's first page: search, filters with counts, the order of the day, eligibility for one's own case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from mediation_registry.forms.register import FindForm
from mediation_registry.models import ProfileLanguage, Registrant, Subject
from mediation_registry.queries.finding import Ask, Findings, Line, admitted_residences, find
from mediation_registry.queries.register import courts_named, names_of_organisations
from mediation_registry.queries.sentences import short_status
from mediation_registry.queries.status import has_scheme
from mediation_registry.search.units import ENDED, NOT_YET, ROSTER_ONLY, SUSPENDED, VALID
from portal.identity.models import Jurisdiction
from portal.search.engine import SearchAway, SearchError
from portal.search.notices import sentence
from portal.web.errors import too_many
from portal.web.limits import within_limit

MOST_VALUES = 20
SEARCHES, WINDOW = 300, 300
#: The order of the boxes on the page.
BOXES = (
    "status", "jurisdiction", "kind", "language", "dispute", "speciality", "mode", "fee", "accepts", "court",
    "organisation", "edition",
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many have it, and the address with it chosen or dropped."""

    label: str | Promise
    count: int
    address: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class Box:
    """A filter with its values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Card:
    """One registrant of the list."""

    line: Line
    standing: str
    is_certified: bool


def search(request: HttpRequest) -> HttpResponse:
    """The list of everybody in the register, or what was found."""
    if request.GET and not within_limit(
        request, "mediators", attempts=SEARCHES, seconds=WINDOW, at=timezone.now()
    ):
        return too_many(request)
    form = FindForm(request.GET)
    form.is_valid()
    ask = form.ask(today=timezone.localdate())
    context: dict[str, Any] = {"form": form, "ask": ask, "asked": bool(set(request.GET) - {"page"})}
    try:
        findings = find(ask)
    except SearchError as error:
        context |= {"unready": True, "away": isinstance(error, SearchAway)}
        return render(request, "mediation_registry/register_search.html", context)
    context |= {
        "findings": findings,
        "cards": cards_of(findings),
        "boxes": boxes_of(request.GET, findings),
        "notices": [sentence(notice) for notice in findings.plan.notices],
        "previous_page": changed(request.GET, page=str(ask.page - 1)) if ask.page > 1 else "",
        "next_page": changed(request.GET, page=str(ask.page + 1)) if findings.has_next else "",
        "with_everybody": changed(request.GET, everybody="on"),
        "eligibility": eligibility_sentence(ask),
    }
    return render(request, "mediation_registry/register_search.html", context)


def cards_of(findings: Findings) -> list[Card]:
    """What stands on each card. An organisation is called certified only where a scheme for organisations exists."""
    schemes = {kind: has_scheme(kind) for kind in {line.registrant.kind for line in findings.lines}}
    cards = []
    for line in findings.lines:
        known = schemes[line.registrant.kind]
        standing = short_status(line.status) if known else _("Registered organisation")
        cards.append(Card(line, standing, known and line.status.is_valid))
    return cards


def eligibility_sentence(ask: Ask) -> str:
    """What art. 6 of the Online Mediation Rules says about the parties named."""
    if not ask.parties:
        return ""
    if "HK" in admitted_residences(ask.parties):
        return _(
            "A party has the connection with Hong Kong or Macao that article 6 of the Online Mediation Rules asks "
            "for: mediators who live in Hong Kong or Macao may be appointed too."
        )
    return _(
        "No party has the connection with Hong Kong or Macao that article 6 of the Online Mediation Rules asks for. "
        "On the people's courts' platform, mediators who live in Hong Kong or Macao may then not be appointed; they "
        "are left out of this list. Outside that platform the article does not apply."
    )


def changed(query: QueryDict, **values: str | None) -> str:
    """The present query with some parameters exchanged (None: dropped); the page number goes unless given."""
    copy = query.copy()
    copy.pop("page", None)
    for name, value in values.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = value
    return f"?{copy.urlencode()}"


def boxes_of(query: QueryDict, findings: Findings) -> list[Box]:
    """The filters that can narrow the result, or that do so already, with counts."""
    titles = {
        "status": _("Status in the register"), "jurisdiction": _("Home jurisdiction"), "kind": _("Kind"),
        "language": _("Working language"), "dispute": _("Kind of dispute accepted"),
        "speciality": _("Area of strength"), "mode": _("How"), "fee": _("Fee"), "accepts": _("New appointments"),
        "court": _("Inviting court"), "organisation": _("Organisation"), "edition": _("Edition of the panel"),
    }  # fmt: skip
    labels = labels_of(findings.counts)
    boxes = []
    for name in BOXES:
        counts = {value: count for value, count in findings.counts.get(name, {}).items() if count}
        if name in findings.ask.chosen:
            counts.setdefault(findings.ask.chosen[name], 0)
        order = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
        known = labels.get(name, {})
        choices = tuple(_choice(query, findings.ask, name, value, count, known) for value, count in order)
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            boxes.append(Box(name, titles[name], choices))
    return boxes


def _choice(
    query: QueryDict, ask: Ask, name: str, value: str, count: int, labels: Mapping[str, Any]
) -> Choice:
    chosen = ask.chosen.get(name) == value
    label = labels.get(value, value)
    text, lang = label if isinstance(label, tuple) else (label, "")
    return Choice(text, count, changed(query, **{name: None if chosen else value}), chosen, lang)


def labels_of(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Any]]:
    """The words for the values of the filters; names of organisations with their language."""
    places = {place.code.lower(): str(place) for place in Jurisdiction.objects.all()}
    subjects = dict(Subject.choices)
    return {
        "status": {
            VALID: _("Certified jointly, in force"), ROSTER_ONLY: _("On a court's roster or registered only"),
            SUSPENDED: _("Suspended"), ENDED: _("No longer in force"), NOT_YET: _("Not yet in force"),
        },
        "jurisdiction": places,
        "kind": dict(Registrant.Kind.choices),
        "language": dict(ProfileLanguage.Language.choices),
        "dispute": subjects,
        "speciality": subjects,
        "mode": {"online": _("Online"), "on_site": _("On site")},
        "fee": {"yes": _("Charges a fee"), "no": _("Charges no fee")},
        "accepts": {"yes": _("Accepts new appointments")},
        "court": courts_named(counts.get("court", {})),
        "organisation": names_of_organisations(counts.get("organisation", {})),
    }  # fmt: skip
