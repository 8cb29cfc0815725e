"""The lists from which a mediator says what she does: subjects of disputes, legal systems."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Subjects of disputes: kinds accepted, and areas of strength."""

    CONTRACT = "contract", _("Contracts and trade")
    COMPANY = "company", _("Companies and shareholders")
    INVESTMENT = "investment", _("Cross-boundary investment")
    FINANCE = "finance", _("Banking, finance and securities")
    INSURANCE = "insurance", _("Insurance")
    CONSTRUCTION = "construction", _("Construction and engineering")
    PROPERTY = "property", _("Land, buildings and leases")
    INTELLECTUAL_PROPERTY = "intellectual_property", _("Intellectual property")
    TECHNOLOGY = "technology", _("Technology and data")
    MARITIME = "maritime", _("Shipping and transport")
    EMPLOYMENT = "employment", _("Employment")
    CONSUMER = "consumer", _("Consumers")
    FAMILY = "family", _("Marriage and family")
    SUCCESSION = "succession", _("Succession")
    INJURY = "injury", _("Personal injury and traffic")
    MEDICAL = "medical", _("Medical treatment")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbours and community")


class LegalSystem(models.TextChoices):
    """Legal systems in which somebody is at home."""

    MAINLAND = "CN", _("Law of Mainland China")
    HONG_KONG = "HK", _("Law of Hong Kong")
    MACAO = "MO", _("Law of Macao")
    COMMON_LAW = "common_law", _("Common law elsewhere")
    CIVIL_LAW = "civil_law", _("Civil law elsewhere")
    INTERNATIONAL = "international", _("International commercial law")


#: The list that belongs to each kind of claim; qualifications are in own words alone.
LISTS: dict[str, type[models.TextChoices]] = {
    "speciality": Subject,
    "dispute_type": Subject,
    "legal_system": LegalSystem,
}


def label_of(kind: str, code: str) -> str | Promise:
    """The word for a code in its list; the empty string where no code was chosen, the code itself when unknown."""
    labels = dict(LISTS[kind].choices) if kind in LISTS else {}
    return labels.get(code, code)
