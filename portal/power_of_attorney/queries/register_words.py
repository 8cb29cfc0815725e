"""The answer of the register of powers at the public door, in the words of the active language."""

from __future__ import annotations

from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.power_of_attorney.models import Agent, GrantedPower
from portal.power_of_attorney.queries.register import Entry, Standing, entry_for
from portal.verification.registry import Answer
from portal.verification.registry import Standing as Answered

WORDS: dict[str, str | Promise] = {
    "not_yet": gettext_lazy("Not in force yet"),
    "in_force": gettext_lazy("In force"),
    "revoked": gettext_lazy("Revoked"),
    "expired": gettext_lazy("Expired"),
    "amended": gettext_lazy("Replaced by an amended power"),
    "case_closed": gettext_lazy("Ended with the case"),
}


def answer(number: str, on: date, code: str, *, today: date) -> Answer:
    """What the public door says for a number, a day and a code. An unknown number and a wrong code sound alike."""
    entry = entry_for(number, code, on, today=today)
    if entry is None:
        return Answer(
            Answered.NEVER_ISSUED,
            _("There is no power of attorney with this number and this access code"),
            ((_("What to do"), _("Compare both with the paper, character by character. If they are the same, do "
                                 "not rely on the paper and ask the court.")),),
        )  # fmt: skip
    standing = entry.standing
    word = Answered.VALID if standing.is_in_force else Answered.NOT_VALID
    return Answer(word, sentence_of(standing), tuple(_facts(entry)))


def sentence_of(standing: Standing) -> str:
    """How the power stood on the day, in one sentence."""
    sentences = {
        "not_yet": _("On %(on)s, the power of attorney %(number)s was not in force yet"),
        "in_force": _("On %(on)s, the power of attorney %(number)s was in force"),
        "revoked": _("On %(on)s, the power of attorney %(number)s was revoked"),
        "expired": _("On %(on)s, the power of attorney %(number)s had expired"),
        "amended": _("On %(on)s, the power of attorney %(number)s had been replaced by another"),
        "case_closed": _("On %(on)s, the power of attorney %(number)s had ended with the case"),
    }
    return sentences[standing.word] % {"on": _day(standing.on), "number": standing.power.reference}


def _facts(entry: Entry) -> list[tuple[str, str]]:
    standing, today = entry.standing, entry.standing_today
    facts = [(_("In force from"), _day(standing.begins))]
    if standing.over is not None:
        facts.append((_("No longer in force from"), _day(standing.over)))
    if today.word != standing.word:
        facts.append((_("Today"), str(WORDS[today.word])))
    labels = dict(GrantedPower.Power.choices)
    powers = _(", ").join(str(labels[code]) for code in entry.powers)
    facts.append((_("Special powers"), powers or _("None: general authority only")))
    receives = _("Yes") if not standing.power.excludes_service else _("No, excluded by the power of attorney")
    facts.append((_("May receive documents"), receives))
    facts.append((_("Agents, by their initials"), _agents(entry)))
    facts.append((_("SHA-256 of the text that was signed"), entry.instrument_digest or "—"))
    facts.append((pgettext("what a seal proves", "Note"), _(
        "The seal proves integrity; validity rests on the judge's witnessing.")))  # fmt: skip
    return facts


def _agents(entry: Entry) -> str:
    kinds = dict(Agent.Kind.choices)
    rows = [(_script(initials), str(kinds[kind])) for initials, kind in entry.agents]
    return format_html_join("; ", "{} ({})", rows) or "—"


def _script(initials: str) -> str:
    """Chinese initials bear their language, wherever the page is in another."""
    return (
        format_html('<span lang="zh">{}</span>', initials)
        if not initials.isascii() and "＊" in initials
        else initials
    )


def _day(day: date) -> str:
    return str(formats.date_format(day, "DATE_FORMAT"))
