"""Staff decide whether the texts of a publisher may be given out in bulk; the job makes the files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.models import Download, RedistributionDecision
from portal.audit.actors import Actor
from portal.audit.log import record
from portal.identity.permissions import require


def decide(
    *, actor: Actor, at: datetime, publisher: str, allowed: bool, licence: str, reason: str
) -> RedistributionDecision:
    """The decision that stands from now on; the files change with the next run of the job.

    :raises ValidationError: no reason, or allowed without naming the licence or terms.
    """
    require(actor, "foreign_law.redistribution_decided")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if allowed and not licence.strip():
        raise ValidationError({"licence": _("Name the licence or the terms that allow it.")})
    with transaction.atomic():
        standing = RedistributionDecision.objects.select_for_update().filter(publisher=publisher)
        standing.filter(superseded_at=None).update(superseded_at=at)
        made = RedistributionDecision.objects.create(
            publisher=publisher, allowed=allowed, licence=licence.strip(), reason=reason.strip(),
            actor_key=actor.key, decided_at=at,
        )  # fmt: skip
        record(
            act="foreign_law.redistribution_decided", actor=actor, at=at,
            subject=("foreign_law.RedistributionDecision", str(made.pk)),
            facts={"publisher": publisher, "allowed": allowed},
        )  # fmt: skip
    return made


def publish(files: Iterable[Download], *, actor: Actor, at: datetime) -> int:
    """The files of one run take the place of the former ones; returns how many there are now."""
    require(actor, "foreign_law.downloads_made")
    made = list(files)
    with transaction.atomic():
        Download.objects.filter(superseded_at=None).update(superseded_at=at)
        Download.objects.bulk_create(made)
        record(
            act="foreign_law.downloads_made", actor=actor, at=at, subject=("foreign_law.Download", "all"),
            facts={"files": len(made), "entries": sum(one.rows for one in made)},
        )  # fmt: skip
    return len(made)
