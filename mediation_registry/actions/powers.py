"""Powers and figures that exist only by an authority's rule: cited by one officer, confirmed by another."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.scheme_steps import (
    Citation,
    record,
    require_citation,
    require_decider,
    require_keeper,
    require_period,
    require_second_person,
)
from mediation_registry.models import EnablingRule, Scheme
from portal.audit.actors import Actor
from portal.identity.models import Jurisdiction
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def enter_enabling_rule(
    *,
    actor: Actor,
    at: datetime,
    scheme: Scheme,
    power: str,
    citation: Citation,
    provision: str,
    valid_from: date,
    valid_to: date | None = None,
    jurisdiction: Jurisdiction | None = None,
    value: int | None = None,
) -> EnablingRule:
    """Cite the rule that gives a power or a figure; it stays off until another officer confirms it.

    :raises ValidationError: no instrument or article, a figure missing where the power is one, an empty period.
    """
    act = "mediation_registry.enabling_rule_entered"
    require_keeper(actor, act, scheme, jurisdiction)
    require_citation(citation)
    require_period(valid_from, valid_to)
    if power not in EnablingRule.Power.values:
        raise ValidationError({"power": _("Choose one of the powers.")})
    if not provision.strip():
        raise ValidationError({"provision": _("Name the article that gives this power.")})
    if power in FIGURES and not value:
        raise ValidationError({"value": _("Enter the figure that the rule gives.")})
    rule = EnablingRule.objects.create(
        scheme=scheme, jurisdiction=jurisdiction, power=power, value=value if power in FIGURES else None,
        provision=provision.strip(), valid_from=valid_from, valid_to=valid_to, entered_by=actor.key,
        entered_at=at, **asdict(citation),
    )  # fmt: skip
    facts = {
        "power": power,
        "jurisdiction": jurisdiction.code if jurisdiction else "",
        "provision": rule.provision,
    }
    record(act, actor, at, scheme, rule, facts)
    return rule


FIGURES = frozenset({
    EnablingRule.Power.VALIDITY_TERM.value, EnablingRule.Power.TRAINING_HOURS.value,
    EnablingRule.Power.TRAINING_PERIOD.value, EnablingRule.Power.RENEWAL_NOTICE.value,
})  # fmt: skip


@transaction.atomic
def confirm_enabling_rule(*, actor: Actor, at: datetime, enabling_rule_id: UUID) -> EnablingRule:
    """Another officer who decides confirms the citation; from then on the power may be used.

    :raises ValidationError: it is confirmed already, or the actor entered it.
    """
    act = "mediation_registry.enabling_rule_confirmed"
    rows = EnablingRule.objects.select_for_update(of=("self",)).select_related("scheme", "jurisdiction")
    rule = rows.filter(pk=enabling_rule_id).first()
    if rule is None:
        raise PermissionRefused(act)
    require_decider(actor, act, rule.scheme, rule.jurisdiction)
    require_second_person(rule, actor)
    rule.confirmed_by, rule.confirmed_at = actor.key, at
    rule.save(update_fields=["confirmed_by", "confirmed_at"])
    facts = {"power": rule.power, "provision": rule.provision}
    record(act, actor, at, rule.scheme, rule, facts)
    return rule
