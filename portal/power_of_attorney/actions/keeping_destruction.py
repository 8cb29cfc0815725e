"""Making recordings and packages of one power unreadable, and nothing else."""

from __future__ import annotations

from datetime import datetime

from portal.audit.actors import Actor
from portal.evidence.destruction import destroy_package
from portal.evidence.models import EvidencePackage
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.retention import packages_of, recordings_of
from portal.rooms.actions.recordings import destroy_key


def destroy_contents(*, actor: Actor, at: datetime, power: PowerOfAttorney) -> list[str]:
    """Destroy the key of every recording that still has one, and every package; gives what went, by digest.

    Must run inside the caller's transaction. The digests stay where they were: in the rows, in the log, in proofs.
    """
    gone = []
    for recording in recordings_of(power).filter(key_destroyed_at=None).order_by("room", "number"):
        destroy_key(actor=actor, at=at, recording=recording)
        gone.append(recording.digest or recording.head)
    for package in packages_of(power).exclude(state=EvidencePackage.State.DESTROYED).order_by("number"):
        destroy_package(actor=actor, at=at, package=package)
        if package.digest:
            gone.append(package.digest)
    return gone
