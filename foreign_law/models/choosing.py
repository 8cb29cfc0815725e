"""What the sources say about choosing the applicable law: statements in four languages, kept with their history."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Confidence(models.TextChoices):
    """What a statement rests on."""

    TEXT = "text", _("text held")
    PRESS = "press", _("press report, to be verified")


class Section(models.TextChoices):
    """Where a statement stands in the answer."""

    FOREIGN = "foreign", _("Is the relation foreign-related?")
    CHOICE = "choice", _("May the parties choose the law?")
    WITHOUT = "without", _("Where no law is chosen")
    MANDATORY = "mandatory", _("What stays, whatever is chosen")
    SEAT = "seat", _("Arbitration")
    FORUM = "forum", _("The court")
    PROOF = "proof", _("Who has to prove the chosen law")


class ChoiceStatement(models.Model):
    """One version of one statement; a change supersedes the row and adds the next version of the same ``code``.

    ``texts`` has the statement in every language of the portal. ``conditions`` says when it is shown:
    ``{"relation": ["contract"], "foreign": ["yes"], …}``, the names and values of `foreign_law.rules.choosing`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("identifier"), max_length=60)
    version = models.PositiveIntegerField(_("version"), default=1)
    section = models.CharField(_("section of the answer"), max_length=10, choices=Section)
    order = models.PositiveSmallIntegerField(_("order of reading"), default=100)
    texts = models.JSONField(_("statement"))
    conditions = models.JSONField(_("shown when"), default=dict)
    instrument = models.CharField(_("instrument"), max_length=60)
    article = models.CharField(_("article"), max_length=60, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    source_date = models.DateField(_("date of the source"))
    confidence = models.CharField(_("rests on"), max_length=6, choices=Confidence)
    seeded = models.BooleanField(_("came with the portal"), default=False)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    actor_key = models.CharField(_("by"), max_length=120)
    entered_at = models.DateTimeField(_("entered"))
    reason = models.TextField(_("reason"), blank=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement on the choice of law")
        verbose_name_plural = _("statements on the choice of law")
        ordering = ("section", "order", "code")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="choice_statement_one_per_version"),
            models.UniqueConstraint(
                fields=("code",), condition=models.Q(superseded_at=None), name="choice_statement_one_living"
            ),
            models.CheckConstraint(condition=~models.Q(instrument=""), name="choice_statement_cites"),
            models.CheckConstraint(
                condition=models.Q(seeded=True) | ~models.Q(reason=""), name="choice_statement_says_why"
            ),
        )

    def __str__(self) -> str:
        return self.code
