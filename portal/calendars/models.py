"""Calendars, their yearly editions and the days in them. A published edition never changes."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel


class Calendar(models.Model):
    """Whose days: the Mainland, Hong Kong, Macao's public holidays, Macao's public services."""

    code = models.SlugField(_("Code"), primary_key=True, max_length=40)
    name = models.CharField(_("Name"), max_length=120)
    weekly_rest = models.CharField(
        _("Weekly rest"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[1-7]{0,6}$")],
        help_text=_("Weekdays as numbers: Monday 1, Sunday 7."),
    )
    closures_count = models.BooleanField(
        _("Closures are rest days"),
        default=False,
        help_text=_("Whether a closure, typhoon or rainstorm day moves the end of a period."),
    )

    class Meta:
        verbose_name = _("Calendar")
        verbose_name_plural = _("Calendars")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name or self.code


class CalendarYear(ClusterableModel):
    """One edition of one year. Open until published; then a correction is a new edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(
        Calendar, verbose_name=_("Calendar"), on_delete=models.PROTECT, related_name="editions"
    )
    year = models.PositiveSmallIntegerField(
        _("Year"), validators=[MinValueValidator(1950), MaxValueValidator(2199)]
    )
    version = models.PositiveSmallIntegerField(_("Edition"), editable=False)
    official = models.BooleanField(
        _("Official list"),
        default=False,
        help_text=_("Without an official list every result that touches the year is provisional."),
    )
    source = models.CharField(_("Source"), max_length=250)
    address = models.URLField(_("Address of the source"), max_length=400, blank=True)
    confirmed_date = models.DateField(_("Compared with the source on"), null=True, blank=True)
    reason = models.CharField(_("Reason for this edition"), max_length=400)
    opened_by = models.CharField(_("Opened by"), max_length=80, editable=False)
    published_at = models.DateTimeField(_("Published"), null=True, editable=False)
    published_by = models.CharField(_("Published by"), max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("Calendar year")
        verbose_name_plural = _("Calendar years")
        ordering = ("calendar", "-year", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=("calendar", "year", "version"), name="calendar_edition_is_unique"
            ),
            models.UniqueConstraint(
                fields=("calendar", "year"),
                condition=models.Q(published_at__isnull=True),
                name="one_open_edition_per_year",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | ~models.Q(published_by=""),
                name="a_published_edition_names_who_published_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id} {self.year} · {self.version}"

    @property
    def is_published(self) -> bool:
        """True when the edition can no longer change."""
        return self.published_at is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save an open edition.

        :raises ValidationError: the stored edition is published.
        """
        refuse_if_published(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Editions are kept.

        :raises ValidationError: always.
        """
        raise ValidationError(_("An edition of a calendar is never deleted."))


class CalendarDay(models.Model):
    """One day of an edition, with its names."""

    class DayKind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        MAKE_UP = "make_up", _("Make-up working day")
        CLOSURE = "closure", _("Closure")
        HALF_DAY = "half_day", _("Closed in the afternoon")
        TYPHOON = "typhoon", _("Typhoon")
        RAINSTORM = "rainstorm", _("Black rainstorm")
        OUTAGE = "outage", _("Platform outage")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = ParentalKey(
        CalendarYear, verbose_name=_("Calendar year"), on_delete=models.PROTECT, related_name="days"
    )
    date = models.DateField(_("Date"))
    kind = models.CharField(_("Kind"), max_length=12, choices=DayKind.choices, default=DayKind.HOLIDAY)
    name = models.CharField(_("Name"), max_length=160)
    note = models.CharField(_("Note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("Calendar day")
        verbose_name_plural = _("Calendar days")
        ordering = ("date", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "date", "kind"), name="a_day_stands_once_in_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a day of an open edition.

        :raises ValidationError: the edition is published.
        """
        refuse_if_published(self.edition_id)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Take a day out of an open edition.

        :raises ValidationError: the edition is published.
        """
        refuse_if_published(self.edition_id)
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """The day must lie in its edition's year."""
        if self.date and self.edition_id and self.date.year != self.edition.year:
            raise ValidationError(
                {"date": _("The date must lie in the year %(year)s.") % {"year": self.edition.year}}
            )


def refuse_if_published(edition_id: object) -> None:
    """Stop a change to a published edition.

    :raises ValidationError: the stored edition is published.
    """
    if CalendarYear.objects.filter(pk=edition_id, published_at__isnull=False).exists():
        raise ValidationError(_("This edition is published and cannot be changed. Open a new edition."))
