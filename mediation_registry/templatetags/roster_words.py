"""Words for entries on court rosters and for passages as they were typed."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mediation_registry.models import CourtRosterEntry, RosterEvent
from mediation_registry.models.grounds import GROUND_WORDS
from mediation_registry.rules import rosters as rules
from portal.audit.labels import acts
from portal.cases.rules.scripts import is_chinese

register = template.Library()


@register.filter
def held_by(entry: CourtRosterEntry) -> str:
    """Who has the next step."""
    if entry.state == rules.INVITED:
        return _("The next step is yours: accept or decline.")
    if entry.state in (rules.APPLIED, rules.CERTIFIED):
        return _("The next step is the court's.")
    if entry.state == rules.TRAINING:
        return _("The next step is the training by the court.")
    if entry.state in rules.ENDED:
        return _("Nothing more is asked of anybody.")
    return ""


@register.filter
def happened(event: RosterEvent) -> str:
    """The label of the act."""
    return str(acts[event.act].label)


@register.filter
def ground(event: RosterEvent) -> str:
    """The ground in words, with its article."""
    return str(GROUND_WORDS.get(event.ground, event.ground))


@register.filter
def passage(text: str | None) -> SafeString | str:
    """Paragraphs as somebody typed them; Chinese ones say so."""
    if not text:
        return ""
    lines = linebreaks_filter(text, autoescape=True)
    if is_chinese(text):
        return format_html('<div class="prose" lang="zh-Hant">{}</div>', lines)
    return format_html('<div class="prose">{}</div>', lines)
