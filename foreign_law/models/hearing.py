"""What was shown in court, how the parties were heard, and the questioning of whoever gave the opinion (arts 5, 7)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foreign_law.models.materials import Material
from foreign_law.models.providers import RouteAttempt
from foreign_law.models.requests import AscertainmentRequest, ScopeQuestion
from foreign_law.rules.ascertainment import routes
from portal.cases.models import Party
from portal.exhibits.models import Exhibit
from portal.rooms.models import Room


class Exhibition(models.Model):
    """Materials shown in court (art. 5): when, how, with which minutes."""

    class How(models.TextChoices):
        HEARING = "hearing", _("At a hearing")
        PRETRIAL = "pretrial", _("At a pre-trial conference")
        ONLINE = "online", _("At an online hearing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="exhibitions")
    number = models.PositiveSmallIntegerField(_("number"))
    how = models.CharField(_("how"), max_length=12, choices=How.choices)
    shown_date = models.DateField(_("shown on"))
    minutes_reference = models.CharField(_("court minutes"), max_length=200)
    materials = models.ManyToManyField(Material, related_name="exhibitions")
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("showing in court")
        verbose_name_plural = _("showings in court")
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_exhibition_for_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.shown_date}"


class Position(models.Model):
    """What a party says on one question: on content, meaning or application; an objection gives reasons (art. 8(2)).

    A later position of the same party on the same point supersedes the earlier one; both stay.
    """

    class Aspect(models.TextChoices):
        CONTENT = routes.CONTENT, _("Content")
        MEANING = routes.MEANING, _("Meaning")
        APPLICATION = routes.APPLICATION, _("Application of the law")

    class Stance(models.TextChoices):
        AGREE = routes.AGREE, _("No objection")
        OBJECT = routes.OBJECT, pgettext_lazy("to foreign law", "Objection")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="positions")
    question = models.ForeignKey(ScopeQuestion, on_delete=models.PROTECT, related_name="positions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("party"))
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, null=True, blank=True, related_name="positions",
        verbose_name=_("on the material"),
    )  # fmt: skip
    aspect = models.CharField(_("on"), max_length=12, choices=Aspect.choices)
    stance = models.CharField(_("position"), max_length=6, choices=Stance.choices)
    reasons = models.TextField(_("reasons"), blank=True)
    evidence = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    round = models.PositiveSmallIntegerField(_("round of supplement"), default=0)
    taken_at = models.DateTimeField(_("taken"))
    taken_by = models.CharField(_("entered by"), max_length=100)
    minutes_reference = models.CharField(_("court minutes, if said in court"), max_length=200, blank=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("position of a party")
        verbose_name_plural = _("positions of parties")
        ordering = ["taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "party", "aspect"],
                condition=Q(superseded_at=None),
                name="one_living_position",
            ),
            models.CheckConstraint(
                condition=~Q(stance=routes.OBJECT) | ~Q(reasons=""), name="an_objection_gives_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.question} · {self.get_aspect_display()}"


class Opportunity(models.Model):
    """A party was given the opportunity to be heard and said nothing, or nothing more (art. 5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="opportunities")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("party"))
    given_date = models.DateField(_("given on"))
    how = models.CharField(_("how"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)

    class Meta:
        verbose_name = _("opportunity to be heard")
        verbose_name_plural = _("opportunities to be heard")
        ordering = ["given_date"]

    def __str__(self) -> str:
        return f"{self.party} · {self.given_date}"


class Questioning(models.Model):
    """An institution or expert answers questions in court, on foreign law only (art. 7); online where its law lets it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for by a party")
        ALLOWED = "allowed", _("Ordered or allowed")
        REFUSED = "refused", _("Refused by the judge")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("In the courtroom")
        ONLINE = "online", _("Online")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attempt = models.ForeignKey(RouteAttempt, on_delete=models.PROTECT, related_name="questionings")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    asked_by_party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    reason = models.TextField(_("why the questioning is wanted"), blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    how = models.CharField(_("how"), max_length=10, choices=How.choices, blank=True)
    difficulty = models.TextField(_("why attendance in person is really difficult"), blank=True)
    home_law_checked = models.BooleanField(
        _("the law of the provider's home does not prohibit online attendance: checked"), default=False
    )
    home_law_note = models.TextField(_("what was checked"), blank=True)
    scope_note = models.TextField(_("matters to be put"), blank=True)
    scheduled_at = models.DateTimeField(_("appointed for"), null=True, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    held_date = models.DateField(_("held on"), null=True, blank=True)
    minutes_reference = models.CharField(_("court minutes"), max_length=200, blank=True)
    summary = models.TextField(_("what was said on foreign law"), blank=True)

    class Meta:
        verbose_name = _("questioning of an institution or expert")
        verbose_name_plural = _("questionings of institutions and experts")
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="one_questioning_for_a_number"),
            models.CheckConstraint(
                condition=~Q(how="online") | ~Q(state__in=("allowed", "held")) | Q(home_law_checked=True),
                name="online_questioning_after_the_home_law_was_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt} · {self.number}"
