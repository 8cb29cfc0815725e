"""Reads about institutions, experts and the routes of a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet

from foreign_law.models import AscertainmentRequest, LawProvider, ProviderAccount, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.route_choice import Tried
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import User
from portal.identity.roles import Role
from portal.web.sitemaps import Place

#: An attempt in one of these no longer opens the request to whoever was asked.
GONE = (lifecycle.DECLINED_CONFLICT, lifecycle.DECLINED_OTHER, lifecycle.ATTEMPT_WITHDRAWN)


def in_force(on: date) -> Q:
    """The accounts of a provider that count on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def provider_role(user: User, day: date) -> Iterable[str]:
    """The role that the directory grants to an account on a day; one query."""
    held = ProviderAccount.objects.filter(in_force(day), user=user)
    return (Role.EXPERT.value,) if held.exists() else ()


def accounts_for(provider: LawProvider, on: date) -> list[User]:
    """The accounts that answer for a provider on a day."""
    held = provider.accounts.filter(in_force(on)).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("email"))


def work_path(attempt: RouteAttempt) -> str:
    """The address of the provider's page, without language."""
    return f"/law/ascertainment/work/{attempt.pk}/"


def tried_in(request: AscertainmentRequest) -> list[Tried]:
    """The attempts of a request as the rules see them. One query."""
    return [tried(attempt) for attempt in request.attempts.all()]


def tried(attempt: RouteAttempt) -> Tried:
    """One attempt as the rules see it."""
    whom = attempt.party_id or attempt.provider_id or attempt.addressed_to.strip()
    return Tried(attempt.number, attempt.route, attempt.state, attempt.outcome, str(whom or ""))


def attempts_for_provider(actor: Actor, on: date) -> QuerySet[RouteAttempt]:
    """The attempts for which this account answers today: sent, and neither declined nor withdrawn."""
    account = person_id_of(actor)
    if account is None:
        return RouteAttempt.objects.none()
    held = ProviderAccount.objects.filter(in_force(on), user_id=account).values("provider")
    rows = RouteAttempt.objects.filter(provider__in=held, sent_at__isnull=False).exclude(state__in=GONE)
    return rows.select_related("request__court", "provider")


def courts_asking(provider: LawProvider) -> set[str]:
    """The codes of the courts whose running requests this provider was asked in."""
    rows = provider.attempts.exclude(state__in=GONE).exclude(request__state__in=lifecycle.OVER)
    return set(rows.values_list("request__court__code", flat=True))


def directory() -> QuerySet[LawProvider]:
    """The open directory: who is asked at present and shown to everybody."""
    return LawProvider.objects.filter(is_active=True, is_public=True).select_related("institution")


def public_places() -> Iterator[Place]:
    """The open directory for the sitemap: its page, and each entry's."""
    yield Place("law/providers/")
    for key in directory().values_list("pk", flat=True):
        yield Place(f"law/providers/{key}/")
