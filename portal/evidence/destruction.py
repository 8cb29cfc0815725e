"""The end of a package: its sealed file goes, and with it the wrapped key in its head; row, digest and log stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.evidence.models import EvidencePackage
from portal.evidence.storage import package_store
from portal.exhibits.storage import EncryptedStore


def destroy_package(
    *, actor: Actor, at: datetime, package: EvidencePackage, store: EncryptedStore | None = None
) -> EvidencePackage:
    """Make one package unreadable. Whether it may be done is decided by the module that owns the record.

    The file goes after the commit. Copies that were given out before are in other hands; backups expire.
    """
    store = store or package_store()
    with transaction.atomic():
        held = EvidencePackage.objects.select_for_update().get(pk=package.pk)
        if held.state == EvidencePackage.State.DESTROYED:
            return held
        held.state = EvidencePackage.State.DESTROYED
        held.save(update_fields=["state"])
        record(
            act="evidence.package_destroyed", actor=actor, at=at,
            subject=("evidence.EvidencePackage", str(held.pk)), chain=held.subject,
            facts={"reference": held.reference, "number": held.number, "digest": held.digest},
        )  # fmt: skip
        if held.digest:
            transaction.on_commit(lambda: store.path(held.digest).unlink(missing_ok=True), robust=True)
    return held
