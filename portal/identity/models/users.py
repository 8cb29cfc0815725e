"""Accounts: an e-mail address, a password, a language. Who the human being is stands in Person."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from i18n import languages

ACCESS_TO_DESK = "wagtailadmin.access_admin"


class UserManager(BaseUserManager["User"]):
    """Creates accounts; the e-mail address is the name with which one signs in."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A new account; without a password it cannot sign in by password.

        :raises ValueError: the address is empty.
        """
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """An account with every permission, for the operator's first sign-in."""
        extra.setdefault("is_staff", True)
        extra.setdefault("is_superuser", True)
        return self.create_user(email, password, **extra)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One account. A person may have none; an account belongs to at most one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    language = models.CharField(
        _("language"),
        max_length=8,
        choices=languages.LANGUAGES,
        default=languages.DEFAULT,
        help_text=_("Mails and notices are written in this language."),
    )
    is_staff = models.BooleanField(_("works in the back office"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(_("demonstration account"), default=False, editable=False)
    joined_at = models.DateTimeField(_("joined"), db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_for_an_email")]

    def __str__(self) -> str:
        return self.email

    @property
    def first_name(self) -> str:
        """Wagtail greets by first name; the portal keeps names with the person, not with the account."""
        return ""

    @property
    def last_name(self) -> str:
        return ""

    def get_full_name(self) -> str:
        return self.email

    def get_short_name(self) -> str:
        return self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """The door of the back office opens to staff; everything behind it is a matter of roles."""
        if perm == ACCESS_TO_DESK and self.is_active and self.is_staff:
            return True
        return super().has_perm(perm, obj)
