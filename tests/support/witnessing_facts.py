"""What a journey asks the portal about a power of attorney, and sets where no page is tried: called inside the portal."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.identity.actors import actor_of
from portal.identity.models import User
from portal.power_of_attorney.models import ExecutedInstrument, PowerOfAttorney


def booked() -> dict[str, str]:
    """The power of the demonstration for which a session is booked."""
    power = PowerOfAttorney.objects.get(state="scheduled")
    return {
        "id": str(power.pk),
        "reference": power.reference,
        "digest": power.versions.latest("number").digest,
    }


def facts(power_id: str) -> dict[str, Any]:
    """State, access code, recordings and documents of one power."""
    power = PowerOfAttorney.objects.get(pk=power_id)
    session = power.sessions.order_by("-number").first()
    recordings = list(session.room.recordings.order_by("number")) if session else []
    chunks = [chunk for recording in recordings for chunk in recording.chunks.order_by("number")]
    return {
        "state": power.state, "code": power.access_code, "valid_from": str(power.valid_from),
        "recordings": [[row.state, row.next_number, row.chunks.count()] for row in recordings],
        "frames": sum(chunk.frames for chunk in chunks), "sound": any(chunk.has_sound for chunk in chunks),
        "versions": [version.digest for version in power.versions.order_by("number")],
        "struck": list(power.granted.filter(state="struck").values_list("code", flat=True)),
        "documents": list(ExecutedInstrument.objects.filter(power=power).values_list("kind", "level", "digest")),
        "agents": power.case.parties.get(number=1).representations.filter(valid_to=None).count() if power.case else 0,
    }  # fmt: skip


def document(power_id: str, kind: str, path: str) -> str:
    """Write a sealed document of the power to ``path``; gives the PAdES level."""
    from portal.exhibits.storage import exhibit_store

    row = ExecutedInstrument.objects.filter(power=power_id, kind=kind).order_by("-number").first()
    assert row is not None
    with exhibit_store().opened(row.digest) as source, open(path, "wb") as out:
        out.write(source.read())
    return str(row.level)


def make_effective(power_id: str) -> str:
    """The judge's last word, by the action that her button calls."""
    from portal.power_of_attorney.actions.keeping_review import make_effective as act

    at = timezone.now()
    judge = actor_of(User.objects.get(email="judge@demo.example"), at)
    return str(act(actor=judge, at=at, power_id=power_id, reason="").state)


def outside() -> dict[str, str]:
    """What a verifier gets from elsewhere: the log's public key, the fingerprint of the authority's root."""
    from hashlib import sha256

    from portal.seals.authorities import roots
    from portal.seals.signing import public_key

    root = roots()[-1]
    return {"log_key": public_key().hex(), "ca": sha256(root.dump()).hexdigest()}
