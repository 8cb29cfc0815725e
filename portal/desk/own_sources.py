"""What the one search of the back office looks through: cases, people, numbers of papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.cases.models import Case
from portal.cases.queries import find_for_desk
from portal.desk.queries import MOST_ROWS
from portal.desk.registry import Found, SearchSource, language_of, register_source
from portal.identity.identity_numbers import read
from portal.identity.models import IdentityDocument
from portal.identity.models.papers import NUMBER_INDEX
from portal.identity.permissions import roles_for, visible
from portal.identity.queries import find_people
from portal.seals.fields import blind_index


def find_cases(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """Cases of the actor's courts by reference, court number, or the name of a party or agent."""
    for case in find_for_desk(actor, on, text)[:MOST_ROWS]:
        yield Found(
            kind=Case.State(case.state).label,
            title=case.reference,
            address=reverse("cases_desk:inspect", args=[case.pk]),
            note=case.court_number,
            note_lang=language_of(case.court_number),
        )


def find_named_people(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """People who gave a paper to one of the actor's courts, by any of their names."""
    if not actor.roles & roles_for("identity.verified"):
        return
    for person in find_people(actor, text)[:MOST_ROWS]:
        name = person.name_in(get_language() or actor.language)
        yield Found(
            kind=person.get_kind_display(),
            title=name.text if name else str(person.pk),
            address=reverse("people:inspect", args=[person.pk]),
            note=" · ".join(other.text for other in person.current_names if other != name),
            title_lang=name.html_lang if name else "",
            note_lang=language_of(" ".join(other.text for other in person.current_names if other != name)),
        )


def find_papers(actor: Actor, on: date, text: str) -> Iterable[Found]:
    """Papers before the actor's courts by their whole number; the number is never compared in part.

    What is looked up is the keyed blind index of the number as each kind of paper writes it.
    """
    if not actor.roles & roles_for("identity.verified"):
        return
    indexes = [
        blind_index(NUMBER_INDEX, f"{kind}:{reading.key}")
        for kind in IdentityDocument.Kind.values
        if (reading := read(kind, text)).is_good
    ]
    if not indexes:
        return
    papers = visible(IdentityDocument.objects.filter(number_index__in=indexes), actor)
    for paper in papers.select_related("person").prefetch_related("person__names")[:MOST_ROWS]:
        name = paper.person.name_in(get_language() or actor.language)
        yield Found(
            kind=paper.get_state_display(),
            title=str(paper.get_kind_display()),
            address=reverse("papers:inspect", args=[paper.pk]),
            note=name.text if name else "",
            note_lang=name.html_lang if name else "",
        )


def register_sources() -> None:
    """Let the one search look through cases, people and papers."""
    register_source("cases", SearchSource(_("Cases"), find_cases))
    register_source("people", SearchSource(_("People"), find_named_people))
    register_source("papers", SearchSource(_("Papers with exactly this number"), find_papers))
