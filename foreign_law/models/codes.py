"""The closed lists of the library."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Jurisdiction(models.TextChoices):
    """Whose law it is. The portal's identity room keeps its own list; only the code is shared."""

    CN = "CN", _("Mainland China")
    HONG_KONG = "CN-HK", _("Hong Kong")
    MACAO = "CN-MO", _("Macao")

    @property
    def place(self) -> str:
        """The code used in addresses: ``hk``, ``mo``, ``cn``."""
        return PLACES[self.value]

    @classmethod
    def from_place(cls, place: str) -> Jurisdiction | None:
        """The jurisdiction of an address, or None."""
        for code, known in PLACES.items():
            if known == place:
                return cls(code)
        return None


PLACES: dict[str, str] = {"CN": "cn", "CN-HK": "hk", "CN-MO": "mo"}


class Kind(models.TextChoices):
    """Kinds of work, as their own law calls them."""

    ORDINANCE = "ordinance", _("Ordinance")
    SUBSIDIARY = "subsidiary", _("Subsidiary legislation")
    INSTRUMENT = "instrument", _("Constitutional or other instrument")
    LAW = "law", _("Law (lei)")
    DECREE_LAW = "decree-law", _("Decree-law")
    REGULATION = "regulation", _("Administrative regulation")
    EXECUTIVE_ORDER = "executive-order", _("Executive order")
    CHIEF_EXECUTIVE_DISPATCH = "dispatch", _("Dispatch of the Chief Executive")
    ORDER = "order", _("Administrative order (portaria)")
    CODE = "code", _("Code of law")


class Authenticity(models.TextChoices):
    """What a language version is worth."""

    AUTHENTIC = "authentic", _("Authentic text")
    OFFICIAL = "official", _("Official text; only the gazette prevails")
    CONVENIENCE = "convenience", _("Convenience copy")
    MACHINE = "machine", _("Machine-converted by the publisher")


_RISING = (Authenticity.MACHINE, Authenticity.CONVENIENCE, Authenticity.OFFICIAL, Authenticity.AUTHENTIC)


def rank(authenticity: str) -> int:
    """What a copy is worth as a number, the authentic text the most."""
    return _RISING.index(Authenticity(authenticity))


class Currency(models.TextChoices):
    """What the file says about its own place in time."""

    CURRENT = "current", _("Current when published")
    PAST = "past", _("Past version")
    UNSTATED = "unstated", _("The source does not say whether it is current")


class LegalStatus(models.TextChoices):
    """Status of a provision version; only *in force* and *not stated* may count as in force."""

    IN_FORCE = "in-force", _("In force")
    NOT_YET = "not-yet", _("Not yet in force")
    REPEALED = "repealed", _("Repealed")
    OMITTED = "omitted", _("Omitted")
    SUSPENDED = "suspended", pgettext_lazy("law", "Suspended")
    EXPIRED = "expired", _("Expired or spent")
    NOT_IN_FORCE = "not-in-force", _("Marked as not in force by the publisher")
    UNSTATED = "unstated", _("Status not stated by the source")


class Unit(models.TextChoices):
    """Units of reading, citation and search."""

    SECTION = "section", _("Section")
    ARTICLE = "article", _("Article")
    SCHEDULE = "schedule", _("Schedule")
    LONG_TITLE = "long-title", _("Long title")
    PREAMBLE = "preamble", _("Preamble")


class TermStatus(models.TextChoices):
    """Standing of a form in the term base."""

    OFFICIAL = "official", _("Official text")
    WORKING = "working", _("Working translation")


class TermDegree(models.TextChoices):
    """How near a form is to its concept elsewhere; *no equivalent* is never used to widen a search."""

    SAME = "same", _("Same meaning")
    NEAR = "near", _("Near meaning")
    NONE = "none", _("No equivalent")
