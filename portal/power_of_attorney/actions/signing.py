"""Signatures by hand: strokes and picture, bound to the digest of the text, by the signer in a sign-in of her own."""

from __future__ import annotations

import math
from base64 import b64encode
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.session_steps import held, look_again, refuse
from portal.power_of_attorney.actions.steps import move, record
from portal.power_of_attorney.models import StrokeSignature
from portal.power_of_attorney.queries import signatures
from portal.power_of_attorney.rules import witnessing
from portal.power_of_attorney.rules.lifecycle import AGENT, P
from portal.rooms.queries.recordings import time_mark

WAYS = (signatures.DRAWN, signatures.MARK, signatures.TYPED)
MOST_STROKES, MOST_POINTS, LARGEST_PICTURE, LARGEST_SIDE = 3_000, 20_000, 300_000, 2_000
SHORTEST_INK = 20.0


@transaction.atomic
def sign_by_hand(
    *,
    actor: Actor,
    at: datetime,
    session_id: UUID,
    strokes: dict[str, Any],
    image_png: bytes,
    document_digest: str,
) -> StrokeSignature:
    """The principal or an agent signs the present text by her own hand; the second factor is asked at the door.

    ``strokes``: ``{"way": "drawn"|"mark"|"typed", "width": px, "height": px, "strokes": [[[x, y, ms], …], …]}``;
    ``image_png``: the picture that is printed; ``document_digest``: SHA-256 (hex) of the text that the signer saw.

    :raises PermissionRefused: the actor does not sign in this session.
    :raises ValidationError: a step is missing, somebody is absent, nothing is recorded, the text is another, the
        agent comes before the principal, or nothing was drawn.
    """  # fmt: skip
    act = f"{P}signed_by_hand"
    now = held(actor, at, act, session_id, seat=AGENT)
    who = now.place_of(person_id_of(actor))
    if who not in now.cast.signers:
        raise PermissionRefused(act)
    refuse(now, witnessing.obstacles_to_sign(now.sheet, who, document_digest))
    assert now.version is not None  # without a text, the steps that come before are not done
    drawn, picture = signatures.canonical(checked_strokes(strokes)), checked_picture(image_png)
    mark = time_mark(now.session.room, at)
    signature = StrokeSignature.objects.create(
        session=now.session, signer=now.people[who], role=who.rstrip("12"), version=now.version,
        document_digest=document_digest, strokes=drawn, image=b64encode(picture).decode(),
        digest=signatures.digest_of(drawn, picture, document_digest), recording_number=mark.recording_number,
        offset_ms=mark.offset_ms, signed_at=at,
    )  # fmt: skip
    move(now.power, act, at)
    facts = {"session": now.session.number, "who": signature.role, "way": strokes["way"]}
    facts |= {"document": document_digest, "digest": signature.digest}
    record(act, actor=actor, at=at, power=now.power, subject=signature, facts=facts)
    look_again(now, "signed")
    return signature


def checked_strokes(given: Any) -> dict[str, Any]:
    """The strokes with nothing but what belongs to them.

    :raises ValidationError: not of this shape, too many, or hardly anything drawn.
    """
    try:
        clean: dict[str, Any] = {
            "way": str(given["way"]),
            "width": _number(given["width"], LARGEST_SIDE),
            "height": _number(given["height"], LARGEST_SIDE),
            "strokes": [[_point(point) for point in stroke] for stroke in given["strokes"]],
        }
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise ValidationError(_("The signature could not be read. Sign again."), code="strokes") from error
    points = sum(len(stroke) for stroke in clean["strokes"])
    if clean["way"] not in WAYS or len(clean["strokes"]) > MOST_STROKES or points > MOST_POINTS:
        raise ValidationError(_("The signature could not be read. Sign again."), code="strokes")
    if sum(_length(stroke) for stroke in clean["strokes"]) < SHORTEST_INK:
        raise ValidationError(
            _("Nothing has been drawn yet. Sign in the field, or set a mark."), code="empty"
        )
    return clean


def _point(point: Any) -> list[float]:
    x, y, milliseconds = point
    return [_number(x, LARGEST_SIDE), _number(y, LARGEST_SIDE), _number(milliseconds, 3_600_000)]


def _number(value: Any, largest: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= largest:
        raise ValueError(value)
    return round(float(value), 1)


def _length(stroke: list[list[float]]) -> float:
    return sum(math.dist(start[:2], end[:2]) for start, end in pairwise(stroke))


def checked_picture(png: bytes) -> bytes:
    """The picture written anew from its pixels, so that nothing else travels in the file.

    :raises ValidationError: no PNG, too large, or blank.
    """
    if not 0 < len(png) <= LARGEST_PICTURE:
        raise ValidationError(
            _("The picture of the signature is missing or too large. Sign again."), code="picture"
        )
    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as opened:
            if max(opened.size) > LARGEST_SIDE:
                raise ValidationError(
                    _("The picture of the signature is missing or too large. Sign again."), code="picture"
                )
            image = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("The picture of the signature could not be read. Sign again."), code="picture"
        ) from error
    if image.getchannel("A").getbbox() is None:
        raise ValidationError(
            _("Nothing has been drawn yet. Sign in the field, or set a mark."), code="empty"
        )
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
