"""Registrations of one area: instruments and their seals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.desk.registry import Queue, QueueRow, register_queue

KINDS = {
    "instrument": _("Power of attorney"),
    "note": _("Witnessing note"),
    "text": _("Text of the instrument"),
}


def open_doors() -> None:
    """Acts, notices, queues and doors of this area."""
    from portal.audit.labels import register_act

    register_act(
        "power_of_attorney.instrument_made",
        _("Text made"),
        _("Version %(version)s of the text was made, SHA-256 %(digest)s"),
    )
    register_act(
        "power_of_attorney.document_sealed",
        _("Document signed and sealed"),
        _("%(kind)s signed by the judge and sealed, level %(level)s, SHA-256 %(digest)s"),
        words={"kind": KINDS},
    )
    register_act(
        "power_of_attorney.time_stamp_added",
        _("Time stamp added"),
        _("The time stamp that was pending was added (%(kind)s), level %(level)s, SHA-256 %(digest)s"),
        words={"kind": KINDS},
    )
    register_act(
        "power_of_attorney.document_opened",
        _("Document opened"),
        _("%(kind)s was opened, SHA-256 %(digest)s"),
        words={"kind": KINDS},
    )
    register_queue(
        "power_time_stamps",
        Queue(
            label=_("Powers of attorney whose time stamp is pending"),
            empty=_("No time stamp is pending."),
            roles=frozenset({"clerk", "judge", "assistance_desk"}),
            rows=pending_stamps,
        ),
    )


def pending_stamps(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Each power of the court that waits for a time stamp, with the sentence that closing is blocked once it is."""
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import gettext

    from portal.power_of_attorney.queries.sealed import powers_with_pending_stamps

    for power, moment in powers_with_pending_stamps(actor, on):
        since = timezone.localtime(moment)
        sentence = gettext("pending since %(day)s %(clock)s; blocks closing after %(hours)s hours")
        yield QueueRow(
            title=power.reference,
            address=reverse("powers_desk:inspect", args=[power.pk]),
            holder=str(power.court),
            due_date=on,
            note=sentence % {"day": f"{since:%Y-%m-%d}", "clock": f"{since:%H:%M}", "hours": allowed_hours()},
        )


def allowed_hours() -> str:
    """The hours of the setting, as they are written."""
    from portal.power_of_attorney.actions.sealing import allowed_pending

    return f"{allowed_pending().total_seconds() / 3600:g}"
