"""Files as evidence: one file for each digest, one exhibit for each place where it is held, its custody."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Event
from portal.exhibits.inspection.verdict import reason_in_words
from portal.exhibits.scanning import NOT_SCANNED, WORDS
from portal.seals.fields import EncryptedTextField


class StoredFile(models.Model):
    """A file in the store, known by the SHA-256 of its content. Written once, never changed."""

    digest = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    size = models.BigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("type"), max_length=100)
    extension = models.CharField(_("file name extension"), max_length=10)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class Exhibit(models.Model):
    """A stored file as it belongs to one scope, such as a case."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        QUARANTINED = "quarantined", _("in quarantine")
        RELEASED = "released", _("released from quarantine")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="exhibits", verbose_name=_("stored file")
    )
    copy = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="given_out_as",
        verbose_name=_("picture made anew, which is given out"),
    )  # fmt: skip
    scope = models.CharField(_("belongs to"), max_length=100)
    declared_name = EncryptedTextField(_("file name"), context="exhibits.declared_name")
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    reasons = models.JSONField(_("reasons for quarantine"), default=list, blank=True)
    scan = models.CharField(
        _("scan for malware"), max_length=12, choices=list(WORDS.items()), default=NOT_SCANNED
    )
    scan_name = models.CharField(_("what the scan found"), max_length=200, blank=True)
    scanner = models.CharField(_("scanner and signatures"), max_length=120, blank=True)
    deposited_by = models.CharField(_("deposited by"), max_length=100)
    deposited_at = models.DateTimeField(_("deposited at"))

    class Meta:
        verbose_name = _("exhibit")
        verbose_name_plural = _("exhibits")
        ordering = ["deposited_at"]
        constraints = [
            models.UniqueConstraint(fields=["stored_file", "scope"], name="exhibits_once_in_scope")
        ]
        indexes = [models.Index(fields=["scope", "deposited_at"], name="exhibits_scope")]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_readable(self) -> bool:
        """Whether it may be given out: accepted, or released by a person who gave a reason."""
        return self.state in (self.State.ACCEPTED, self.State.RELEASED)

    @property
    def given_file(self) -> StoredFile:
        """The file that is given out: of a picture the one made anew, else the one that was deposited."""
        return self.copy or self.stored_file

    @property
    def reasons_in_words(self) -> list[str]:
        """Why it is or was in quarantine, in the active language."""
        return [reason_in_words(code) for code in self.reasons]


class CustodyEntry(models.Model):
    """Who had what to do with an exhibit, and when. Only grows."""

    class Act(models.TextChoices):
        DEPOSITED = "deposited", _("deposited")
        DEPOSITED_AGAIN = "deposited_again", _("deposited again")
        QUARANTINED = "quarantined", _("deposited and put in quarantine")
        RELEASED = "released", _("released from quarantine")
        READ = "read", _("given out to be read")
        ORIGINAL_READ = "original_read", _("original picture given out on an order")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, related_name="custody", verbose_name=_("exhibit")
    )
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    actor_key = models.CharField(_("acting person"), max_length=100)
    entered_at = models.DateTimeField(_("time"))
    event = models.OneToOneField(Event, on_delete=models.PROTECT, verbose_name=_("event in the log"))

    class Meta:
        verbose_name = _("custody entry")
        verbose_name_plural = _("custody entries")
        ordering = ["event_id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.exhibit_id} {self.act}"
