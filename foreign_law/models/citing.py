"""The citation graph: which text mentions or applies which law or judgment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foreign_law.models.answers import Finding
from foreign_law.models.judgments import Judgment, JudgmentText
from foreign_law.models.provisions import ProvisionVersion


class Citation(models.Model):
    """One text cites one place. The cited side is an id, so that a place not held is cited all the same.

    The citing side is exactly one of: a provision version; a judgment (``text`` names the entry where the words
    stand, empty for what the record itself states); a finding of ascertainment. ``cited_key`` is the provision's
    key in lower case, empty for the whole act or a case. Rows of superseded texts stay as history.
    """

    class Kind(models.TextChoices):
        MENTIONED = "mentions", _("mentioned")
        CONSIDERED = "considered", _("considered")
        APPLIED = "applied", _("applied")
        DISTINGUISHED = "distinguished", _("distinguished")
        NOT_FOLLOWED = "not-followed", _("not followed")

    class Origin(models.TextChoices):
        RECOGNISED = "recognised", _("recognised in the text")
        STATED = "stated", _("stated by the record")

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(
        ProvisionVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    judgment = models.ForeignKey(
        Judgment, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    text = models.ForeignKey(
        JudgmentText, on_delete=models.PROTECT, null=True, blank=True, related_name="citations"
    )
    finding = models.ForeignKey(
        Finding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("finding"),
    )
    cited_id = models.CharField(_("canonical citation"), max_length=150)
    cited_key = models.CharField(_("provision cited"), max_length=120, blank=True)
    anchor = models.CharField(_("paragraph"), max_length=120, blank=True)
    words = models.CharField(_("as printed"), max_length=300)
    kind = models.CharField(_("how it is cited"), max_length=13, choices=Kind, default=Kind.MENTIONED)
    origin = models.CharField(_("how it is known"), max_length=10, choices=Origin, default=Origin.RECOGNISED)
    fact_date = models.DateField(_("date of the facts"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(version__isnull=False, judgment=None, finding=None)
                | Q(version=None, judgment__isnull=False, finding=None)
                | Q(version=None, judgment=None, finding__isnull=False),
                name="citation_one_citing_side",
            ),
            models.CheckConstraint(
                condition=Q(text=None) | Q(judgment__isnull=False), name="citation_text_of_a_judgment"
            ),
        )
        indexes = (models.Index(fields=("cited_id", "cited_key"), name="citation_cited"),)

    def __str__(self) -> str:
        return self.words
