"""The tables of the transparency log.

Events, nodes and signed tree heads are append-only by triggers (see append_only.py). The tip is the one
row that an append locks. Private values are the only part that can be erased.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.seals.fields import EncryptedTextField


class Event(models.Model):
    """One act in the log: its canonical bytes, and the columns by which it is found."""

    position = models.BigIntegerField(_("position"), primary_key=True)
    event_uid = models.UUIDField(_("number of the event"), unique=True)
    act = models.CharField(_("act"), max_length=100)
    actor_key = models.CharField(_("acting person"), max_length=100)
    recorded_at = models.DateTimeField(_("time"))
    chain = models.CharField(_("chain"), max_length=100, blank=True)
    subject_kind = models.CharField(_("kind of record"), max_length=100)
    subject_key = models.CharField(_("record"), max_length=100)
    leaf = models.BinaryField(_("leaf hash"), max_length=32)
    body = models.BinaryField(_("canonical bytes"))

    class Meta:
        verbose_name = _("event in the log")
        verbose_name_plural = _("events in the log")
        ordering = ["position"]
        indexes = [
            models.Index(fields=["chain", "position"], name="audit_event_chain"),
            models.Index(fields=["subject_kind", "subject_key", "position"], name="audit_event_subject"),
            models.Index(fields=["actor_key", "position"], name="audit_event_actor"),
            models.Index(fields=["recorded_at"], name="audit_event_time"),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position} {self.act}"


class Node(models.Model):
    """The root of a complete subtree of at least 2**STORED_LEVEL leaves.

    `size` is the size of the tree at the append that completed it, so that reading by (size, level)
    meets the nodes in the order in which they came to be.
    """

    size = models.BigIntegerField(_("tree size"))
    level = models.PositiveSmallIntegerField(_("level"))
    digest = models.BinaryField(_("digest"), max_length=32)

    class Meta:
        verbose_name = _("node of the tree")
        verbose_name_plural = _("nodes of the tree")
        constraints = [models.UniqueConstraint(fields=["size", "level"], name="audit_node_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.level}/{self.size}"


class Tip(models.Model):
    """The end of the log: size and peaks of the tree. One row, and the lock of every append."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(_("tree size"), default=0)
    peaks = models.BinaryField(_("peaks"), default=b"")

    class Meta:
        verbose_name = _("end of the log")
        verbose_name_plural = _("ends of the log")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_tip_one_row")]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.size)


class ChainTip(models.Model):
    """The last event of one chain, such as all acts of one case."""

    chain = models.CharField(_("chain"), max_length=100, primary_key=True)
    link = models.CharField(_("hash of the last event"), max_length=64)
    position = models.BigIntegerField(_("position of the last event"))

    class Meta:
        verbose_name = _("end of a chain")
        verbose_name_plural = _("ends of chains")
        default_permissions = ()

    def __str__(self) -> str:
        return self.chain


class SignedTreeHead(models.Model):
    """The log's signed word that its tree had this root at this size."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    size = models.BigIntegerField(_("tree size"))
    root = models.CharField(_("root"), max_length=64)
    signed_at = models.DateTimeField(_("signed at"))
    public_key = models.CharField(_("public key"), max_length=64)
    signature = models.CharField(_("signature"), max_length=128)

    class Meta:
        verbose_name = _("signed tree head")
        verbose_name_plural = _("signed tree heads")
        ordering = ["size", "signed_at"]
        indexes = [models.Index(fields=["size"], name="audit_tree_head_size")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.size} {self.root[:16]}"


class PrivateValue(models.Model):
    """A personal value of an event, with the salt of its commitment; erasing it leaves the tree whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="private_values", verbose_name=_("event in the log")
    )
    name = models.CharField(_("name"), max_length=100)
    salt = models.BinaryField(_("salt"), max_length=16)
    value = EncryptedTextField(_("value"), context="audit.private_value")

    class Meta:
        verbose_name = _("personal value")
        verbose_name_plural = _("personal values")
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="audit_private_value_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Rectification(models.Model):
    """A mistake put right: both values stay legible, with the reason and the persons.

    Where a legal date moves, the entry waits until a second person has confirmed it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waiting for a second person")
        APPLIED = "applied", _("rectified")
        DECLINED = "declined", _("declined by the second person")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(_("kind of record"), max_length=100)
    subject_key = models.CharField(_("record"), max_length=100)
    chain = models.CharField(_("chain"), max_length=100, blank=True)
    field = models.CharField(_("entry"), max_length=100)
    old_value = EncryptedTextField(_("wrong entry"), context="audit.rectification")
    new_value = EncryptedTextField(_("right entry"), context="audit.rectification")
    reason = EncryptedTextField(_("reason"), context="audit.rectification")
    moves_legal_date = models.BooleanField(_("moves a legal date"))
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    proposed_by = models.CharField(_("proposed by"), max_length=100)
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decline_reason = EncryptedTextField(
        _("reason for declining"), context="audit.rectification", null=True, blank=True
    )

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        ordering = ["proposed_at"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="audit_rectification_subject")]
        constraints = [
            models.CheckConstraint(
                name="audit_rectification_second_person",
                condition=~models.Q(state="applied", moves_legal_date=True)
                | (~models.Q(decided_by="") & ~models.Q(decided_by=models.F("proposed_by"))),
                violation_error_message=_(
                    "A second person confirms a rectification that moves a legal date."
                ),
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.field}"
