"""What the judge held (arts 8, 9), and what effective judgments found (art. 8(3))."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.codes import Jurisdiction
from foreign_law.models.instruments import Instrument
from foreign_law.models.judgments import Judgment
from foreign_law.models.materials import CitedLaw, Material
from foreign_law.models.provisions import Provision, ProvisionVersion
from foreign_law.models.requests import AscertainmentRequest, ScopeQuestion
from foreign_law.rules.ascertainment import lifecycle
from portal.exhibits.models import Exhibit
from portal.identity.models import Court


class Determination(models.Model):
    """The judge's decision on one request. A set-aside decision stays legible; at most one stands."""

    class Kind(models.TextChoices):
        CONFIRMED = lifecycle.CONFIRMED, _("Confirmed, undisputed (art. 8(1))")
        DETERMINED = lifecycle.DETERMINED, _("Determined by the court (art. 8(2))")
        ADOPTED = lifecycle.ADOPTED, _("Adopted from an effective judgment (art. 8(3))")
        UNASCERTAINABLE = lifecycle.UNASCERTAINABLE, _("Held unascertainable (arts 2, 9)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="determinations")
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    no_provision = models.BooleanField(
        _("the foreign law has no provision on the point"), default=False,
        help_text=_("Law on the Application of Law, art. 10, second paragraph: Chinese law then applies."),
    )  # fmt: skip
    content = models.TextField(_("content of the foreign law"), blank=True)
    reasons = models.TextField(_("reasons"))
    no_supplement_reason = models.TextField(_("why no supplement was necessary"), blank=True)
    on_rebuttals = models.TextField(_("what is held on the rebuttals"), blank=True)
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.CharField(_("decided by"), max_length=100)
    finding = models.ForeignKey(
        "foreign_law.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="adopted_in"
    )
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    set_aside_reason = models.TextField(_("reason for setting it aside"), blank=True)

    class Meta:
        verbose_name = _("determination of foreign law")
        verbose_name_plural = _("determinations of foreign law")
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(set_aside_at=None), name="one_standing_determination"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_determination_gives_reasons"),
            models.CheckConstraint(
                condition=Q(kind=lifecycle.UNASCERTAINABLE) | ~Q(content=""),
                name="a_determination_states_the_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.get_kind_display()}"


class Answer(models.Model):
    """What was held on one numbered question, with the cited law it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    determination = models.ForeignKey(Determination, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(ScopeQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))
    rests_on = models.ManyToManyField(CitedLaw, blank=True, related_name="answers")

    class Meta:
        verbose_name = _("answer to a question on foreign law")
        verbose_name_plural = _("answers to questions on foreign law")
        ordering = ["question__number"]
        constraints = [
            models.UniqueConstraint(fields=["determination", "question"], name="one_answer_to_a_question")
        ]

    def __str__(self) -> str:
        return str(self.question)


class FindingQuerySet(models.QuerySet["Finding"]):
    def for_everybody(self) -> FindingQuerySet:
        """Those that the library may tell everybody: none of a confidential ascertainment, released or not."""
        return self.filter(is_confidential=False)

    def for_cases(self, cases: Any) -> FindingQuerySet:
        """Those that may be offered in these cases (keys, or a query of them): a confidential one in its own case, and
        elsewhere while its release by the judge of that case stands.
        """
        own = Q(determination__request__case__in=cases)
        return self.filter(Q(is_confidential=False) | Q(**_is_released()) | own)


def _is_released(prefix: str = "") -> dict[str, Any]:
    """The release stands: given, and not taken back."""
    return {f"{prefix}released_at__isnull": False, f"{prefix}taken_back_at": None}


class Finding(models.Model):
    """The content of a provision found by a Mainland judgment: offered under art. 8(3) only once it is effective.

    ``court`` is that of the case it comes from, or of the clerk who recorded it; None for a librarian's.
    """

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("Candidate: judgment not recorded as effective")
        EFFECTIVE = "effective", _("Found by an effective judgment")
        WITHDRAWN = "withdrawn", _("Withdrawn: not relied on any more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(_("law found"), max_length=12, help_text=_("ISO 3166 code"))
    citation_id = models.CharField(_("canonical citation"), max_length=160, blank=True)
    citation = models.CharField(_("citation"), max_length=300)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    fact_date = models.DateField(_("as it stood on"), null=True, blank=True)
    proposition = models.TextField(_("what was found"))
    proposition_language = models.CharField(_("language"), max_length=8, default="zh-hans")
    court_name = models.CharField(_("court"), max_length=200)
    case_number = models.CharField(_("case number"), max_length=80, blank=True)
    judgment_date = models.DateField(_("date of the judgment"), null=True, blank=True)
    effective_date = models.DateField(_("in effect since"), null=True, blank=True)
    judgment = models.ForeignKey(
        Judgment, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    determination = models.ForeignKey(
        Determination, on_delete=models.PROTECT, null=True, blank=True, related_name="findings"
    )
    cited = models.ForeignKey(CitedLaw, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CANDIDATE)
    source = models.CharField(_("source"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=100)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("court that keeps the finding"),
    )  # fmt: skip
    is_confidential = models.BooleanField(_("confidential: offered in its own case only"), default=False)
    released_at = models.DateTimeField(_("released to other courts"), null=True, blank=True)
    released_by = models.CharField(_("released by"), max_length=100, blank=True)
    released_reason = models.TextField(_("reason for releasing the finding"), blank=True)
    taken_back_at = models.DateTimeField(_("release taken back"), null=True, blank=True)
    taken_back_by = models.CharField(_("release taken back by"), max_length=100, blank=True)
    taken_back_reason = models.TextField(_("reason for taking the release back"), blank=True)
    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding on foreign law")
        verbose_name_plural = _("findings on foreign law")
        ordering = ["-judgment_date", "case_number"]
        indexes = [models.Index(fields=["citation_id", "state"], name="finding_by_citation")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="effective") | (Q(effective_date__isnull=False) & ~Q(case_number="")),
                name="an_effective_finding_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | (~Q(released_by="") & ~Q(released_reason="")),
                name="a_release_of_a_finding_gives_reasons",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None)
                | (Q(released_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_reason="")),
                name="a_release_is_taken_back_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation} · {self.case_number}"

    @property
    def is_kept_back(self) -> bool:
        """Confidential and not released, or the release was taken back: nobody is shown it in another case."""
        return self.is_confidential and not self.is_released

    @property
    def is_released(self) -> bool:
        """Its judge lets other courts be shown it, and has not taken that back."""
        return self.released_at is not None and self.taken_back_at is None

    @property
    def source_told(self) -> str:
        """Where it comes from, as other cases are told; never the reference of a confidential ascertainment."""
        return "" if self.is_confidential else self.source

    @property
    def place(self) -> str:
        """``hk``, ``mo``, ``cn``, or "" for another law."""
        return Jurisdiction(self.jurisdiction).place if self.jurisdiction in Jurisdiction.values else ""


class FindingShownQuerySet(models.QuerySet["FindingShown"]):
    def for_sides(self) -> FindingShownQuerySet:
        """Those that the sides may read: a confidential one while its release stands, or once the court relies on it.

        One that a side rebutted while it was released stays before them: what they put forward answers to it.
        """
        open_ones = Q(finding__is_confidential=False) | Q(**_is_released("finding__"))
        rebutted = Q(use=FindingShown.Use.REBUTTED, finding__released_at__isnull=False)
        return self.filter(open_ones | rebutted | Q(material__isnull=False))


class FindingShown(models.Model):
    """An earlier finding that was shown before a route was opened, and what was done with it (art. 8(3))."""

    class Use(models.TextChoices):
        SHOWN = "shown", _("Shown")
        RELIED_ON = "relied_on", _("Relied on")
        REBUTTED = "rebutted", _("Rebuttal put forward")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(AscertainmentRequest, on_delete=models.PROTECT, related_name="findings_shown")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="shown_in")
    use = models.CharField(_("use"), max_length=10, choices=Use.choices, default=Use.SHOWN)
    material = models.OneToOneField(
        Material, on_delete=models.PROTECT, null=True, blank=True, related_name="relies_on"
    )
    shown_at = models.DateTimeField(_("shown"))
    shown_to = models.CharField(_("shown to"), max_length=100)
    objects = FindingShownQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding shown")
        verbose_name_plural = _("findings shown")
        ordering = ["shown_at"]
        constraints = [models.UniqueConstraint(fields=["request", "finding"], name="a_finding_is_shown_once")]

    def __str__(self) -> str:
        return f"{self.request} · {self.finding}"

    @property
    def is_kept_from_here(self) -> bool:
        """Kept back from other cases, and this is not the case that it comes from."""
        made = self.finding.determination
        own = made is not None and made.request.case_id == self.request.case_id
        return self.finding.is_kept_back and not own

    @property
    def is_closed_again(self) -> bool:
        """Kept back from this case, and nothing here rests on it: nobody reads it here any more."""
        rests = self.material_id is not None or (
            self.use == self.Use.REBUTTED and self.finding.released_at is not None
        )
        return self.is_kept_from_here and not rests


class Rebuttal(models.Model):
    """Evidence to the contrary put forward against a finding (art. 8(3), last clause)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shown = models.ForeignKey(FindingShown, on_delete=models.PROTECT, related_name="rebuttals")
    party = models.ForeignKey(
        "cases.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("party"),
    )
    reasons = models.TextField(_("reasons"))
    evidence = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.CharField(_("entered by"), max_length=100)

    class Meta:
        verbose_name = _("rebuttal of a finding")
        verbose_name_plural = _("rebuttals of findings")
        ordering = ["made_at"]
        constraints = [models.CheckConstraint(condition=~Q(reasons=""), name="a_rebuttal_gives_reasons")]

    def __str__(self) -> str:
        return f"{self.shown} · {self.party}"
