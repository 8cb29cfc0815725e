"""The law changes after it was cited: the people of the request are told, the opinion is flagged, the text stays pinned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.materials import submitter_of
from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    record,
    require_reason,
    tell,
)
from foreign_law.models import ChangeAlert, CitedLaw, LawEvent
from foreign_law.queries.ascertainment.cited_law import digest_of, versions_on
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment import materials as rules
from portal.audit.actors import Actor, system_actor
from portal.identity.permissions import PermissionRefused

RAISED, NOTED = F + "alert_raised", F + "alert_noted"
WATCHER = system_actor("law-changes")
#: Kinds of events that touch a pinned text.
TOUCHING = frozenset(ChangeAlert.Kind.values)
BATCH = 500


def flag_changed(events: Sequence[LawEvent]) -> None:
    """Listener of the library: a change of a provision raises an alert on every material that cites it.

    Two queries for each 500 events where nobody cites what changed. Requests that are over are left alone.
    """
    touching = [event for event in events if event.kind in TOUCHING and event.instrument_id is not None]
    for first in range(0, len(touching), BATCH):
        for event, cited in _concerned(touching[first : first + BATCH]):
            _flag(event, cited)


@transaction.atomic
def note_alert(*, actor: Actor, at: datetime, alert_id: UUID, note: str) -> ChangeAlert:
    """The judge or the clerk notes what a change means for the request.

    :raises PermissionRefused: no such alert from the actor's seats.
    :raises ValidationError: at ``note``, nothing was said; it is noted already.
    """
    found = (
        ChangeAlert.objects.filter(pk=alert_id).values_list("cited__material__request_id", flat=True).first()
    )
    if found is None:
        raise PermissionRefused(NOTED)
    request = locked(actor, at, NOTED, found)
    alert = (
        ChangeAlert.objects.select_for_update(of=("self",)).select_related("cited__material").get(pk=alert_id)
    )
    if alert.seen_at is not None:
        raise ValidationError(_("This change is noted already."))
    alert.seen_note = require_reason(note, "note")
    alert.seen_at, alert.seen_by = at, actor.key
    alert.save(update_fields=["seen_note", "seen_at", "seen_by"])
    record(
        NOTED, actor=actor, at=at, request=request, subject=alert, private={"note": alert.seen_note},
        facts={"material": alert.cited.material.number, "change": alert.kind, "cited": alert.cited.citation_id},
    )  # fmt: skip
    return alert


def _concerned(events: Sequence[LawEvent]) -> Iterable[tuple[LawEvent, CitedLaw]]:
    """Each event with each living citation of what it concerns, of requests that are not over."""
    whole = {event.instrument_id for event in events if event.provision_id is None}
    provisions = {event.provision_id for event in events if event.provision_id is not None}
    rows = (
        CitedLaw.objects.filter(Q(provision__in=provisions) | Q(instrument__in=whole), struck_at=None)
        .filter(material__state__in=rules.LIVING)
        .exclude(material__request__state__in=lifecycle.OVER)
        .select_related("material__request__case__court", "material__request__court", "provision__instrument")
        .prefetch_related("texts__version")
    )
    cited = list(rows)
    for event in events:
        for one in cited:
            if one.provision_id == event.provision_id or (
                event.provision_id is None and one.instrument_id == event.instrument_id
            ):
                yield event, one


def _flag(event: LawEvent, cited: CitedLaw) -> None:
    """One alert: raised once, told once."""
    words = {"cited": cited, "kind": event.kind, "version": event.version}
    if event.version is None:
        words["change_date"] = event.day
    alert, is_new = ChangeAlert.objects.get_or_create(
        **words, defaults={
            "change_date": event.day, "raised_at": event.at, "concerns_fact_date": touches_the_day(cited),
        },
    )  # fmt: skip
    if not is_new:
        return
    material = cited.material
    request = material.request
    record(
        RAISED, actor=WATCHER, at=event.at, request=request, subject=alert,
        facts={
            "material": material.number, "change": event.kind, "cited": cited.citation_id,
            "change_date": event.day.isoformat() if event.day else "", "touches_the_day": alert.concerns_fact_date,
        },
    )  # fmt: skip
    context = {"citation": cited.citation, "change": event.kind, "material": material.number}
    about = str(alert.pk)
    holders = clerks_of(request.case, day_of(event.at))
    tell(
        "foreign_law.cited_law_changed", holders, request=request, at=event.at, at_desk=True, context=context, about=about
    )  # fmt: skip
    readers = {user.pk: user for user in submitter_of(material)}
    if material.kind == rules.FINDING or material.exhibitions.exists():  # open to every side of the case
        readers |= {user.pk: user for user in accounts_of(request, day_of(event.at))}
    tell(
        "foreign_law.cited_law_changed", readers.values(), request=request, at=event.at, context=context,
        about=about,
    )  # fmt: skip


def touches_the_day(cited: CitedLaw) -> bool:
    """Whether the library now gives another text for the day on which the material cites it than the one pinned."""
    pinned = {text.language: text.digest for text in cited.texts.all() if text.version_id is not None}
    if cited.provision is None or not pinned:
        return False
    now = {
        version.expression.language: digest_of(version.text)
        for version in versions_on(cited.provision, cited.on_date)
    }
    return any(now.get(language) != digest for language, digest in pinned.items())
