"""Hand-overs: who gave the papers to whom, when and how, with the digest of every file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from portal.audit.actors import Actor
from portal.exhibits.models import Exhibit
from service_of_process.actions.steps import next_number
from service_of_process.models import HandOver, Leg


def hand_over(
    leg: Leg,
    *,
    actor: Actor,
    at: datetime,
    giver: str,
    taker: str,
    on: date,
    means: str = "",
    number: str = "",
    documents: bool = True,
    files: Mapping[str, Exhibit | None] | None = None,
) -> HandOver:
    """Enter one hand-over of a leg: the matter's documents (unless not ``documents``) and further ``files`` by name.

    ``giver`` and ``taker`` are codes of holders (:mod:`service_of_process.rules.lifecycle`). Call it inside the act.
    """
    digests = digests_of(leg) if documents else {}
    digests |= {name: str(file.stored_file_id) for name, file in (files or {}).items() if file is not None}
    return HandOver.objects.create(
        leg=leg, number=next_number(leg.hand_overs), giver=giver, taker=taker, on_date=on, means=means,
        outside_number=number, digests=digests, recorded_at=at, recorded_by=actor.key,
    )  # fmt: skip


def digests_of(leg: Leg) -> dict[str, str]:
    """SHA-256 (hexadecimal) of each document to be served and of its translation, by number."""
    digests: dict[str, str] = {}
    for document in leg.matter.documents.filter(withdrawn_at=None).select_related("exhibit", "translation"):
        digests[f"{document.number}"] = document.digest
        if document.translation is not None:
            digests[f"{document.number}-translation"] = str(document.translation.stored_file_id)
    return digests
