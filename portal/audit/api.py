"""The log's public word: its signed head, and proofs that anybody can check without trusting the portal."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from portal.audit.tree import latest_signed_head, prove_consistency, prove_inclusion

router = Router(tags=["log"])


class Head(Schema):
    """A signed tree head: Ed25519 over four lines (`portal tree head v1`, size, root, time)."""

    size: int
    root: str
    signed_at: datetime
    public_key: str
    signature: str


class Proof(Schema):
    """Hashes in hexadecimal, from the leaf upwards (RFC 6962)."""

    path: list[str]


@router.get("/head", response=Head, summary="The latest signed head of the log")
def log_head(request: HttpRequest) -> object:
    """404 while nothing has been signed."""
    signed = latest_signed_head()
    if signed is None:
        raise HttpError(404, "No head of the log has been signed yet.")
    return signed


@router.get("/inclusion", response=Proof, summary="Proof that an event is in a tree")
def inclusion(request: HttpRequest, position: int, size: int) -> Proof:
    """404 for an event or a size beyond the end of the log."""
    try:
        return Proof(path=[step.hex() for step in prove_inclusion(position, size)])
    except ValueError as error:
        raise HttpError(404, str(error)) from error


@router.get("/consistency", response=Proof, summary="Proof that one tree is a beginning of another")
def consistency(request: HttpRequest, first: int, second: int) -> Proof:
    """404 for sizes that the log never had."""
    try:
        return Proof(path=[step.hex() for step in prove_consistency(first, second)])
    except ValueError as error:
        raise HttpError(404, str(error)) from error
