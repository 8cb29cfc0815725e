"""Personal values against their commitments: each is held unchanged, or its erasure stands in the log."""

from __future__ import annotations

import json

from portal.audit.diagnosis import Break, Broken
from portal.audit.log import commitment
from portal.audit.models import Event, PrivateValue
from portal.seals.errors import SealError

ERASED = "audit.value_erased"
BATCH = 500


def check_private_values() -> int:
    """Every commitment has its value, or an event that erased it; every value gives its commitment.

    :returns: how many values are held.
    :raises Broken: the first one that was changed, or that is gone without an erasure.
    """
    count = 0
    erased = _erased()
    events = Event.objects.order_by("position").values_list("position", "event_uid", "body")
    held = (
        PrivateValue.objects.order_by("event_id", "name").select_related("event").iterator(chunk_size=BATCH)
    )
    value = next(held, None)
    for position, uid, body in events.iterator(chunk_size=BATCH):
        promised = _commitments(bytes(body))
        while value is not None and value.event_id == position:
            if not _fits(value, promised.pop(value.name, "")):
                raise Broken(
                    Break(position, "private_value", f"The personal value {value.name} was changed.", uid.hex)
                )
            count += 1
            value = next(held, None)
        for name in sorted(promised):
            if (position, name) not in erased:
                gone = f"The personal value {name} is gone, and no event says that it was erased."
                raise Broken(Break(position, "private_value", gone, uid.hex))
    return count


def _commitments(body: bytes) -> dict[str, str]:
    return dict(json.loads(body).get("commitments", {})) if b'"commitments":{"' in body else {}


def _erased() -> set[tuple[int, str]]:
    """Position and name of every value whose erasure stands in the log."""
    bodies = Event.objects.filter(act=ERASED).values_list("body", flat=True)
    facts = (json.loads(bytes(body))["facts"] for body in bodies.iterator(chunk_size=BATCH))
    return {(fact["position"], fact["name"]) for fact in facts}


def _fits(value: PrivateValue, promised: str) -> bool:
    try:
        return commitment(bytes(value.salt), value.value) == promised
    except SealError:
        return False
