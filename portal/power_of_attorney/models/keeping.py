"""After the session: what ended a power, legal holds, how long it is kept, and destruction of keys."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.identity.models import Court
from portal.power_of_attorney.models.powers import PowerOfAttorney


class Ending(models.Model):
    """How a power came to its end (CPL art. 63): in writing to the court, which tells the other side."""

    class Kind(models.TextChoices):
        AMENDED = "amended", _("Replaced by an amended power")
        REVOKED = "revoked", _("Revoked")
        EXPIRED = "expired", _("Expired")
        CASE_CLOSED = "case_closed", _("Ended with the case")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.OneToOneField(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="ending", verbose_name=_("power of attorney")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    reason = models.TextField(_("reason"), blank=True)
    ended_by = models.CharField(_("ended by"), max_length=100)
    ended_at = models.DateTimeField(_("ended"))

    class Meta:
        verbose_name = _("end of a power")
        verbose_name_plural = _("ends of powers")
        ordering = ["ended_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_kind_display()}"


class RetentionClass(models.Model):
    """How long a court keeps a kind of record. ``years`` empty and not permanent: the court has not fixed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="retention_classes",
        verbose_name=_("court"),
    )  # fmt: skip
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    is_permanent = models.BooleanField(_("permanent"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)

    class Meta:
        verbose_name = _("retention class")
        verbose_name_plural = _("retention classes")
        ordering = ["code", "valid_from"]

    def __str__(self) -> str:
        return str(self.name)


class LegalHold(models.Model):
    """An order that nothing of this power be destroyed, until it is lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney, on_delete=models.PROTECT, related_name="holds", verbose_name=_("power of attorney")
    )
    reason = models.TextField(_("reason"))
    placed_by = models.CharField(_("placed by"), max_length=100)
    placed_at = models.DateTimeField(_("placed"))
    lifted_by = models.CharField(_("lifted by"), max_length=100, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["placed_at"]

    def __str__(self) -> str:
        return f"{self.power} · {self.placed_at:%Y-%m-%d}"


class Destruction(models.Model):
    """Recordings made unreadable by destroying their keys: proposed by one, confirmed by another; the log stays."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        DONE = "done", _("Keys destroyed")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    power = models.ForeignKey(
        PowerOfAttorney,
        on_delete=models.PROTECT,
        related_name="destructions",
        verbose_name=_("power of attorney"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    retention = models.ForeignKey(
        RetentionClass, on_delete=models.PROTECT, related_name="+", verbose_name=_("retention class")
    )
    reason = models.TextField(_("reason"))
    proposed_by = models.CharField(_("proposed by"), max_length=100)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.CharField(_("decided by"), max_length=100, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("destruction")
        verbose_name_plural = _("destructions")
        ordering = ["proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("proposed_by")), name="destruction_takes_two"
            )
        ]

    def __str__(self) -> str:
        return f"{self.power} · {self.get_state_display()}"
