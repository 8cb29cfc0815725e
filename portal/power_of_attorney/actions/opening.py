"""Documents given out to those whom the power concerns, and to the court; each opening is logged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.audit.actors import Actor
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import require
from portal.power_of_attorney.actions.steps import record
from portal.power_of_attorney.models import ExecutedInstrument, InstrumentVersion

OPENED = "power_of_attorney.document_opened"


@transaction.atomic
def open_document(*, actor: Actor, at: datetime, document: InstrumentVersion | ExecutedInstrument) -> bytes:
    """The file, verified whole against its digest, once the opening has been logged.

    The view has found the document among those that this person may see.

    :raises PermissionRefused: the actor's roles open no documents. :raises FileBroken: the file was damaged.
    """
    require(actor, OPENED)
    with exhibit_store().opened(document.digest) as file:
        content = file.read()
    kind = document.kind if isinstance(document, ExecutedInstrument) else "text"
    record(
        OPENED, actor=actor, at=at, power=document.power, subject=document,
        facts={"kind": kind, "number": document.number, "digest": document.digest},
    )  # fmt: skip
    return content
