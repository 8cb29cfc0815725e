"""Parties and, for entities, the chain of authority of the people who act for them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.cases.models.cases import Case
from portal.cases.models.periods import Period
from portal.exhibits.models import Exhibit
from portal.identity.models import Person

HTML_LANG = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "pt": "pt", "latin": "en"}


class Script(models.TextChoices):
    ZH_HANT = "zh-hant", _("Chinese, traditional characters")
    ZH_HANS = "zh-hans", _("Chinese, simplified characters")
    PT = "pt", _("Portuguese")
    LATIN = "latin", _("English or romanised")


class Party(Period):
    """Somebody who stands in the case: a human being or an entity, with a number inside the case."""

    class Kind(models.TextChoices):
        NATURAL = "natural", _("Natural person")
        ENTITY = "entity", _("Company or other entity")

    class Role(models.TextChoices):
        PLAINTIFF = "plaintiff", _("Plaintiff")
        DEFENDANT = "defendant", _("Defendant")
        THIRD_PARTY = "third_party", _("Third party")
        APPLICANT = "applicant", _("Applicant")
        RESPONDENT = "respondent", _("Respondent")
        APPELLANT = "appellant", _("Appellant")
        APPELLEE = "appellee", _("Appellee")
        ENFORCEMENT_APPLICANT = "enforcement_applicant", _("Applicant for enforcement")
        ENFORCEMENT_DEBTOR = "enforcement_debtor", _("Person subject to enforcement")

    class Region(models.TextChoices):
        MAINLAND = "CN", _("Mainland")
        HONG_KONG = "HK", _("Hong Kong")
        MACAO = "MO", _("Macao")
        OTHER = "XX", _("Elsewhere")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties", verbose_name=_("case"))
    number = models.PositiveSmallIntegerField(_("number in the case"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    role = models.CharField(_("standing"), max_length=24, choices=Role.choices)
    region = models.CharField(_("place"), max_length=2, choices=Region.choices, default=Region.MAINLAND)
    name = models.CharField(_("name"), max_length=200)
    name_script = models.CharField(_("script of the name"), max_length=8, choices=Script.choices)
    other_name = models.CharField(_("name in another script"), max_length=200, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="as_party",
        verbose_name=_("person in the register"),
    )  # fmt: skip
    succeeds = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="succeeded_by",
        verbose_name=_("succeeds"),
    )  # fmt: skip
    continues = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by",
        verbose_name=_("same party in the earlier case"),
    )  # fmt: skip

    class Meta(Period.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["number"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["case", "number"], name="one_party_for_a_number"),
            models.CheckConstraint(condition=~Q(name=""), name="party_name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} · {self.number}"

    @property
    def html_lang(self) -> str:
        """The ``lang`` attribute for the name."""
        return HTML_LANG[self.name_script]


class AuthorityLink(Period):
    """One link of the chain by which somebody acts for an entity: who, for whom, by which document.

    The court confirms each link simply, by one act; until then the holder sees nothing of the case
    (CPL art. 51; Interp. 50).
    """

    class Capacity(models.TextChoices):
        LEGAL_REPRESENTATIVE = "legal_representative", _("Legal representative")
        DIRECTOR = "director", _("Director")
        AUTHORISED = "authorised", _("Authorised by resolution or letter")
        PARTNER = "partner", _("Managing partner")
        LIQUIDATOR = "liquidator", _("Liquidator or administrator")
        STATUTORY_AGENT = "statutory_agent", _("Guardian, statutory agent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="authority_links", verbose_name=_("party")
    )
    position = models.PositiveSmallIntegerField(_("place in the chain"))
    holder_name = models.CharField(_("who acts"), max_length=200)
    holder_script = models.CharField(_("script of the name"), max_length=8, choices=Script.choices)
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="authority_links",
        verbose_name=_("person in the register"),
    )  # fmt: skip
    acts_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegated_to",
        verbose_name=_("authorised by"),
    )  # fmt: skip
    capacity = models.CharField(_("capacity"), max_length=24, choices=Capacity.choices)
    document_name = models.CharField(_("document"), max_length=200)
    document_date = models.DateField(_("date of the document"), null=True, blank=True)
    document = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("exhibit")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=80, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("authority to act")
        verbose_name_plural = _("authorities to act")
        ordering = ["party", "position"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["party", "position"], name="one_authority_for_a_position"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | ~Q(confirmed_by=""), name="confirmed_authority_names_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.position}"

    @property
    def html_lang(self) -> str:
        """The ``lang`` attribute for the holder's name."""
        return HTML_LANG[self.holder_script]
