"""How allauth behaves here: where people go after signing in, in which language they get mail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.identity.actions.groups import refresh_page_groups
from portal.identity.models import User


class AccountAdapter(DefaultAccountAdapter):
    """The portal's account adapter: language of the account, sentences that betray nothing."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new account keeps the language in which it was opened."""
        current = translation.get_language()
        user.language = current if current in languages.CODES else languages.DEFAULT
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail goes out in the language of the account it is about; of the page when there is no account."""
        user = context.get("user")
        if not isinstance(user, User):
            user = User.objects.filter(email__iexact=email).only("language").first()
        language = user.language if user else translation.get_language() or languages.DEFAULT
        with translation.override(language):
            super().send_mail(
                template_prefix, email, {**context, "portal_name": _("Cross-border dispute portal")}
            )

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        """Offices may have begun or ended since the last time: page groups follow them."""
        refresh_page_groups(user, on=timezone.localdate())
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk for people who work there, one's own matters for everybody else, in the account's
        language.
        """
        user = request.user
        if getattr(user, "is_staff", False):
            return "/staff/"
        with translation.override(getattr(user, "language", languages.DEFAULT)):
            return _first_of("cases:mine", "identity:profile")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return _first_of("identity:profile")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{translation.get_language() or languages.DEFAULT}/"


def _first_of(*names: str) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return str(settings.LOGOUT_REDIRECT_URL)
