"""Registrations of one area: complaints."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor


def open_doors() -> None:
    """Acts, notices, queues, scopes and doors of this area."""
    from mediation_registry.apps import complaint_words as words
    from portal.audit.labels import register_acts
    from portal.drafts.registry import register_form
    from portal.exhibits.scopes import register_scope as register_exhibit_scope
    from portal.notices.kinds import register_kinds

    register_acts("mediation_registry", words.ACT_WORDS)
    register_kinds("mediation_registry", words.NOTICE_WORDS, prepare=words.prepare)
    register_exhibit_scope("complaint", reaches_complaint)
    register_form(
        "mediators.complaint",
        label=_("Complaint about a mediator"),
        address=lambda _key: reverse("mediators:complain"),
    )
    register_form(
        "mediators.statement",
        label=_("Statement on a complaint"),
        address=lambda keys: reverse("mediators:complaint_statement", args=keys.split(".")),
    )
    _open_scopes_and_queues()


def _open_scopes_and_queues() -> None:
    from mediation_registry.models import Complaint, RemovalReferral
    from mediation_registry.queries import complaint_queues
    from portal.desk.registry import Queue, register_queue
    from portal.identity.permissions import of_own_authority, register_scope

    register_scope(Complaint, before_own_body)
    register_scope(RemovalReferral, of_own_authority("authority__code", "authority_decider"))
    for code, label, empty, roles, rows in complaint_queues.QUEUES:
        register_queue(code, Queue(label, empty, roles, rows))


def before_own_body(queryset: Any, actor: Actor) -> Any:
    """Complaints before the courts and authorities of the actor; the views ask the exact question of the day."""
    from mediation_registry.queries.complaints import AUTHORITY_STAFF, COURT_STAFF

    courts = actor.courts if actor.roles & set(COURT_STAFF) else frozenset()
    held = actor.authorities_as(*AUTHORITY_STAFF)
    own = Q(complainant_key=actor.key) | Q(about__person__user_id=actor.key.removeprefix("user:"))
    if actor.is_system:
        return queryset.none()
    return queryset.filter(Q(court__code__in=courts) | Q(authority__code__in=held)).exclude(own)


def reaches_complaint(actor: Actor, key: str, at: datetime) -> bool:
    """Files of a complaint: the complainant, the mediator once heard, the officers of the body."""
    from mediation_registry.queries import complaints

    return complaints.reaches_complaint(actor, key, timezone.localdate(at))
