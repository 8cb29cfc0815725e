"""The directory of institutions and experts: entered, changed, ended; what stood before stays in its history.

Fees and turnaround are what the provider itself states, with source and day; the portal knows no tariff.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.questioning_rooms import leave_rooms_of_account
from foreign_law.actions.ascertainment.steps import F, day_of, require_reason
from foreign_law.models import LawProvider, ProviderAccount
from foreign_law.queries.ascertainment.providers import courts_asking
from foreign_law.rules.ascertainment import providers as rules
from i18n import languages
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.actors import forget_actor
from portal.identity.models import Institution, User
from portal.identity.permissions import PermissionRefused, require
from portal.identity.roles import Role

NAMES: Final = tuple(f"name_{code.replace('-', '_')}" for code in languages.CODES)
LISTS: Final = ("routes", "jurisdictions", "languages")
TEXTS: Final = (
    *NAMES, "kind", "home_jurisdiction", "fields_of_law", "fees", "turnaround", "source", "contact_email", "website",
)  # fmt: skip
FIELDS: Final = (*TEXTS, *LISTS, "stated_date", "institution_id", "is_public")
_AT: Final = {
    rules.NAME_MISSING: NAMES[0], rules.ROUTE_UNKNOWN: "routes", rules.SOURCE_MISSING: "source",
    rules.DATE_MISSING: "stated_date",
}  # fmt: skip


def chain_of(provider: LawProvider) -> str:
    """The chain of the log that holds a provider's history."""
    return f"law_provider:{provider.pk}"


def log(
    act: str,
    provider: LawProvider,
    *,
    actor: Actor,
    at: datetime,
    subject: Any = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six for the directory."""
    thing = subject if subject is not None else provider
    audit.record(
        act=act, actor=actor, at=at, subject=(thing._meta.label, str(thing.pk)), chain=chain_of(provider),
        facts={"kind": provider.kind, **(facts or {})},
        private={name: value for name, value in (private or {}).items() if value},
    )  # fmt: skip


def locked_provider(actor: Actor, act: str, provider_id: UUID) -> LawProvider:
    """The entry, locked, for whoever keeps the directory.

    :raises PermissionRefused: the role may not, or there is no such entry.
    """
    require(actor, act)
    provider = LawProvider.objects.select_for_update(of=("self",)).filter(pk=provider_id).first()
    if provider is None:
        raise PermissionRefused(act)
    return provider


@transaction.atomic
def enter_provider(*, actor: Actor, at: datetime, **entries: Any) -> LawProvider:
    """A new institution or expert; ``entries`` by the names of :data:`FIELDS`.

    :raises PermissionRefused: the role does not keep the directory.
    :raises ValidationError: no name, no route or one not of 4 to 6, or fees and turnaround without source and day.
    """
    act = F + "provider_entered"
    require(actor, act)
    provider = LawProvider(**_cleaned(entries))
    _check(provider, at)
    provider.save(force_insert=True)
    log(act, provider, actor=actor, at=at, private={"name": _name(provider)})
    return provider


@transaction.atomic
def change_provider(*, actor: Actor, at: datetime, provider_id: UUID, **entries: Any) -> LawProvider:
    """Change an entry; the history keeps what stood before, field by field.

    :raises PermissionRefused: the role does not keep the directory, or no such entry.
    :raises ValidationError: as :func:`enter_provider`, or nothing is new.
    """
    act = F + "provider_changed"
    provider = locked_provider(actor, act, provider_id)
    given = _cleaned(entries)
    before = {name: getattr(provider, name) for name in given}
    new = {name: value for name, value in given.items() if value != before[name]}
    if not new:
        raise ValidationError(_("Nothing was changed."), code="same")
    for name, value in new.items():
        setattr(provider, name, value)
    _check(provider, at)
    provider.save()
    told = "; ".join(f"{_text(before[name]) or '—'} → {_text(new[name]) or '—'}" for name in sorted(new))
    log(act, provider, actor=actor, at=at, facts={"fields": sorted(new)}, private={"changes": told})
    return provider


def _cleaned(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Known fields only; texts trimmed, lists in order and without doubles.

    :raises ValueError: a field that the directory does not have.
    """
    if unknown := set(entries) - set(FIELDS):
        raise ValueError(f"unknown fields {', '.join(sorted(unknown))}")
    cleaned = dict(entries)
    for name in TEXTS:
        if name in cleaned:
            cleaned[name] = (cleaned[name] or "").strip()
    for name in LISTS:
        if name in cleaned:
            cleaned[name] = list(dict.fromkeys(cleaned[name] or []))
    return cleaned


def _check(provider: LawProvider, at: datetime) -> None:
    problems = rules.entry_problems(
        names=[getattr(provider, name) or "" for name in NAMES], routes=provider.routes,
        stated=[provider.fees, provider.turnaround], source=provider.source, has_date=provider.stated_date is not None,
    )  # fmt: skip
    sentences = {
        rules.NAME_MISSING: _("Give the name in at least one language."),
        rules.ROUTE_UNKNOWN: _("Choose at least one of the routes 4, 5 and 6."),
        rules.SOURCE_MISSING: _("Name the source of what is stated on fees and turnaround."),
        rules.DATE_MISSING: _("Give the day on which it was stated."),
    }
    found: dict[str, Any] = {_AT[code]: [sentences[code]] for code in problems}
    if provider.stated_date is not None and provider.stated_date > day_of(at):
        found["stated_date"] = [_("This date lies in the future.")]
    if provider.kind not in LawProvider.Kind.values:
        found["kind"] = [_("Say whether it is an institution or an expert.")]
    if provider.institution_id and not Institution.objects.filter(pk=provider.institution_id).exists():
        found["institution_id"] = [_("There is no such institution.")]
    if found:
        raise ValidationError(found)


def _name(provider: LawProvider) -> str:
    return next((str(value) for name in NAMES if (value := getattr(provider, name))), "")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


@transaction.atomic
def end_provider(*, actor: Actor, at: datetime, provider_id: UUID, reason: str) -> LawProvider:
    """It is not asked any more; attempts under way go on.

    :raises PermissionRefused: the role does not keep the directory, or no such entry.
    :raises ValidationError: no reason, or it is not asked already.
    """
    return _switch(F + "provider_ended", actor, at, provider_id, reason, active=False)


@transaction.atomic
def resume_provider(*, actor: Actor, at: datetime, provider_id: UUID, reason: str) -> LawProvider:
    """It is asked again.

    :raises PermissionRefused: the role does not keep the directory, or no such entry.
    :raises ValidationError: no reason, or it is asked already.
    """
    return _switch(F + "provider_resumed", actor, at, provider_id, reason, active=True)


def _switch(
    act: str, actor: Actor, at: datetime, provider_id: UUID, reason: str, *, active: bool
) -> LawProvider:
    provider = locked_provider(actor, act, provider_id)
    text = require_reason(reason)
    if provider.is_active == active:
        raise ValidationError(_("This step is not possible now."), code="state")
    provider.is_active = active
    provider.save(update_fields=["is_active"])
    log(act, provider, actor=actor, at=at, private={"reason": text})
    return provider


def require_binding(provider: LawProvider, actor: Actor, act: str) -> None:
    """Whether this actor may let an account answer for the provider: it then sees what every court asks it.

    :raises PermissionRefused: another court asks this provider too, and the actor is no librarian.
    """
    librarian = Role.LIBRARIAN.value in actor.roles
    if not rules.may_bind(
        is_librarian=librarian, own_courts=actor.courts, courts_asking=courts_asking(provider)
    ):
        raise PermissionRefused(act)


@transaction.atomic
def bind_account(
    *, actor: Actor, at: datetime, provider_id: UUID, email: str, valid_from: date
) -> ProviderAccount:
    """Let an account answer for a provider by office: it holds the office of an expert at this institution or at a court.

    :raises PermissionRefused: the role may not, another court asks this provider too, or the account is the actor's own.
    :raises ValidationError: no such account with that office, or it answers already.
    """
    act = F + "provider_account_bound"
    provider = locked_provider(actor, act, provider_id)
    require_binding(provider, actor, act)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    offices = user.offices.on(valid_from).filter(role=Role.EXPERT.value) if user is not None else None
    if provider.institution_id and offices is not None:
        offices = offices.filter(institution=provider.institution_id) | offices.filter(court__isnull=False)
    if user is None or offices is None or not offices.exists():
        sentence = _(
            "No account with this address holds the office of an expert there. Send an invitation instead."
        )
        raise ValidationError({"email": sentence})
    if actor.key == f"user:{user.pk}":
        raise PermissionRefused(act)
    account = give_account(provider, user, valid_from)
    log(act, provider, actor=actor, at=at, subject=account, facts={"account": f"user:{user.pk}"})
    return account


def give_account(provider: LawProvider, user: User, valid_from: date) -> ProviderAccount:
    """The row, inside an act on the locked provider.

    :raises ValidationError: at ``email``, the account answers for the provider already.
    """
    if provider.accounts.filter(user=user, valid_to=None).exists():
        raise ValidationError({"email": _("This account answers for the provider already.")})
    account = ProviderAccount.objects.create(provider=provider, user=user, valid_from=valid_from)
    forget_actor(user)
    return account


@transaction.atomic
def end_account(
    *, actor: Actor, at: datetime, provider_id: UUID, account_id: UUID, reason: str
) -> ProviderAccount:
    """From today the account no longer answers for the provider and sees none of its requests.

    :raises PermissionRefused: the role may not, or no such account.
    :raises ValidationError: no reason, or it has ended.
    """
    act = F + "provider_account_ended"
    provider = locked_provider(actor, act, provider_id)
    account = provider.accounts.select_for_update(of=("self",)).filter(pk=account_id).first()
    if account is None:
        raise PermissionRefused(act)
    text = require_reason(reason)
    on = day_of(at)
    if account.valid_to is not None and account.valid_to <= on:
        raise ValidationError(_("It has ended already."), code="ended")
    if account.valid_from > on:  # it had not begun
        on = account.valid_from
    account.valid_to = on
    account.save(update_fields=["valid_to"])
    forget_actor(account.user)
    leave_rooms_of_account(account, at)
    log(
        act, provider, actor=actor, at=at, subject=account, facts={"account": f"user:{account.user_id}"},
        private={"reason": text},
    )  # fmt: skip
    return account
