"""How the parties choose a mediator together: shortlists by side, one merged list, each side's answers.

Who put a name forward stands in :class:`ShortlistEntry` alone. The merged list has rows, keys and an order of its
own, and holds names that the portal added, so that nothing in it tells whose name it was.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation_registry.models.mediations import Mediation, MediationParty
from mediation_registry.models.registrants import Registrant


class ChoiceRound(models.Model):
    """One attempt to choose together (Online Mediation Rules art. 10; Provisions on Invited Mediation art. 12)."""

    class Phase(models.TextChoices):
        NAMING = "naming", _("Each side may put forward up to five names")
        ANSWERING = "answering", _("Each side answers to one list of names")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        CHOSEN = "chosen", _("Chosen together")
        NO_COMMON_NAME = "no_common_name", _("No name was accepted by both sides")
        DESIGNATED = "designated", _("The court designated")
        LEFT_TO_COURT = "left_to_court", _("A side left the choice to the court")
        ENDED = "ended", _("The mediation ended before")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mediation = models.ForeignKey(
        Mediation, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("mediation")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, default=Phase.NAMING)
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("choice of a mediator")
        verbose_name_plural = _("choices of mediators")
        ordering = ["mediation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["mediation", "number"], name="choice_has_its_own_number"),
            models.UniqueConstraint(
                fields=["mediation"], condition=~models.Q(phase="closed"), name="one_open_choice_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Shortlist(models.Model):
    """What one side put forward, or its word that it leaves the choice to the court. Seen by that side alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        ChoiceRound, on_delete=models.PROTECT, related_name="shortlists", verbose_name=_("choice")
    )
    side = models.CharField(_("side"), max_length=8, choices=MediationParty.Side.choices)
    leaves_to_court = models.BooleanField(_("leaves the choice to the court"), default=False)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.CharField(_("given by"), max_length=100)

    class Meta:
        verbose_name = _("shortlist of a side")
        verbose_name_plural = _("shortlists of sides")
        ordering = ["round", "side"]
        constraints = [models.UniqueConstraint(fields=["round", "side"], name="one_shortlist_for_a_side")]

    def __str__(self) -> str:
        return str(self.pk)


class ShortlistEntry(models.Model):
    """One name on a side's shortlist."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.PROTECT, related_name="entries", verbose_name=_("shortlist")
    )
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="+", verbose_name=_("mediator or organisation")
    )

    class Meta:
        verbose_name = _("name on a shortlist")
        verbose_name_plural = _("names on shortlists")
        constraints = [
            models.UniqueConstraint(fields=["shortlist", "registrant"], name="once_on_a_shortlist")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ChoiceName(models.Model):
    """One name of the merged list, in an order drawn at random; where it comes from is not held here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        ChoiceRound, on_delete=models.PROTECT, related_name="names", verbose_name=_("choice")
    )
    registrant = models.ForeignKey(
        Registrant, on_delete=models.PROTECT, related_name="+", verbose_name=_("mediator or organisation")
    )
    position = models.PositiveSmallIntegerField(_("place in the neutral order"))

    class Meta:
        verbose_name = _("name on the merged list")
        verbose_name_plural = _("names on the merged list")
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "registrant"], name="once_on_the_merged_list"),
            models.UniqueConstraint(fields=["round", "position"], name="one_name_for_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.position)


class NameAnswer(models.Model):
    """One side accepts a name, with its rank (1 is the first wish). A name without a row is not accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.ForeignKey(
        ChoiceName, on_delete=models.PROTECT, related_name="answers", verbose_name=_("name")
    )
    side = models.CharField(_("side"), max_length=8, choices=MediationParty.Side.choices)
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("acceptance of a name")
        verbose_name_plural = _("acceptances of names")
        constraints = [
            models.UniqueConstraint(fields=["name", "side"], name="one_answer_of_a_side_to_a_name")
        ]

    def __str__(self) -> str:
        return str(self.rank)


class SideAnswer(models.Model):
    """A side has answered to the merged list; its answer stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(
        ChoiceRound, on_delete=models.PROTECT, related_name="side_answers", verbose_name=_("choice")
    )
    side = models.CharField(_("side"), max_length=8, choices=MediationParty.Side.choices)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.CharField(_("answered by"), max_length=100)

    class Meta:
        verbose_name = _("answer of a side")
        verbose_name_plural = _("answers of sides")
        constraints = [models.UniqueConstraint(fields=["round", "side"], name="one_answer_of_a_side")]

    def __str__(self) -> str:
        return str(self.pk)
