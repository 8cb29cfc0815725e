"""People: human beings and legal persons, with their names in each script as they were entered."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.seals.fields import EncryptedTextField

NAME_ORDER = {
    "zh-hant": ("zh-hant", "zh-hans", "latin", "pt"),
    "zh-hans": ("zh-hans", "zh-hant", "latin", "pt"),
    "pt": ("pt", "latin", "zh-hant", "zh-hans"),
    "en": ("latin", "pt", "zh-hant", "zh-hans"),
}


class Person(models.Model):
    """A human being or a legal person. Not everybody has an account, and an account is not a person."""

    class Kind(models.TextChoices):
        NATURAL = "natural", _("Natural person")
        LEGAL = "legal", _("Company or other entity")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.NATURAL)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    birth_date_sealed = EncryptedTextField(
        context="identity.birth_date", blank=True, null=True, verbose_name=_("date of birth")
    )
    registered_at = models.DateTimeField(_("registered"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["-registered_at"]

    def __str__(self) -> str:
        return self.name_for("en") or str(self.id)

    @property
    def birth_date(self) -> date | None:
        """Date of birth, opened from its seal; None when it was not given."""
        return date.fromisoformat(self.birth_date_sealed) if self.birth_date_sealed else None

    @property
    def current_names(self) -> list[PersonName]:
        """The names in force, in the order zh-hant, zh-hans, pt, latin."""
        order = {script: place for place, script in enumerate(PersonName.Script.values)}
        names = [name for name in self.names.all() if name.withdrawn_at is None and not name.is_former]
        return sorted(names, key=lambda name: order[name.script])

    @property
    def former_names(self) -> list[PersonName]:
        return [name for name in self.names.all() if name.withdrawn_at is None and name.is_former]

    def name_in(self, language: str) -> PersonName | None:
        """The name nearest to the reader's language; None when no name was entered."""
        by_script = {name.script: name for name in self.current_names}
        for script in NAME_ORDER.get(language, NAME_ORDER["en"]):
            if script in by_script:
                return by_script[script]
        return None

    def name_for(self, language: str) -> str:
        """The text of :meth:`name_in`, or the empty string."""
        name = self.name_in(language)
        return name.text if name else ""


class PersonName(models.Model):
    """One name in one script as entered. A wrong name is withdrawn and stays legible."""

    class Script(models.TextChoices):
        ZH_HANT = "zh-hant", _("Chinese, traditional characters")
        ZH_HANS = "zh-hans", _("Chinese, simplified characters")
        PT = "pt", _("Portuguese")
        LATIN = "latin", _("English or romanised")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="names", verbose_name=_("person")
    )
    script = models.CharField(_("script"), max_length=8, choices=Script.choices)
    text = models.CharField(_("name"), max_length=200)
    is_former = models.BooleanField(_("former name"), default=False)
    recorded_at = models.DateTimeField(_("recorded"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "script"],
                condition=Q(withdrawn_at=None, is_former=False),
                name="one_current_name_in_a_script",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="name_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def html_lang(self) -> str:
        """The ``lang`` attribute for this name."""
        return {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "pt": "pt", "latin": "en"}[self.script]
