"""Obstacles in words: what is missing before an answer may be given, so that somebody can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foreign_law.models import Position
from foreign_law.rules.ascertainment.outcomes import Obstacle
from portal.cases.models import Party

SENTENCES: dict[str, Any] = {
    "nothing_shown": gettext_lazy("Nothing was shown in court yet (art. 5)."),
    "not_shown": gettext_lazy(
        "Material %(number)s was not shown in court (art. 5). Show it, or leave it out with the reason."
    ),
    "unheard": gettext_lazy(
        "Question %(question)s: %(party)s was not heard on %(aspects)s (art. 5). Take the position, or record the "
        "opportunity."
    ),
    "interested": gettext_lazy(
        "Material %(number)s comes from somebody who declared an interest in this case (art. 4). Leave it out with the "
        "reason."
    ),
    "questioning_undecided": gettext_lazy(
        "A party asked that whoever answers on attempt %(attempt)s be questioned, and you have not decided on it (art. 7)."
    ),
    "positions_run": gettext_lazy(
        "%(party)s may take a position until %(due_date)s. Wait until that day is over, or end the period with the reason "
        "(art. 5)."
    ),
    "findings_unseen": gettext_lazy(
        "Effective judgments found something on this law, and nobody looked at it in this request: %(count)s. Look at the "
        "findings first (art. 8(3))."
    ),
    "findings_unseen_in_hearing": gettext_lazy(
        "Effective judgments found something on this law, and nobody looked at it in this request: %(count)s. Order a "
        "supplement (art. 2, second paragraph), then look at the findings (art. 8(3))."
    ),
    "finding_stands": gettext_lazy(
        "Material %(number)s is the finding of an effective judgment, and nothing was put forward against it. Adopt it, or "
        "leave it out with the reason (art. 8(3))."
    ),
    "objection": gettext_lazy(
        "Question %(question)s: %(party)s objects to %(aspects)s. What is disputed is determined under art. 8(2)."
    ),
    "no_objection": gettext_lazy("No objection stands: what is undisputed is confirmed under art. 8(1)."),
    "no_supplement": gettext_lazy(
        "No round of supplement took place after the objection. Hold one, or say why none was necessary (art. 8(2))."
    ),
    "finding_not_effective": gettext_lazy("The judgment relied on is not, or no longer, recorded as effective."),
    "finding_not_relied_on": gettext_lazy("The finding is not relied on in this request."),
    "finding_not_shown_in_court": gettext_lazy("The finding relied on was not shown in court (art. 5)."),
    "rebuttals_unanswered": gettext_lazy("A rebuttal was put forward. Say what you hold on it (art. 8(3))."),
    "sufficient": gettext_lazy("Attempt %(attempt)s was assessed as sufficient. Assess it again first."),
    "still_open": gettext_lazy("Attempt %(attempt)s is not assessed. Assess it, or withdraw it."),
    "only_the_party": gettext_lazy(
        "Only the party's own route failed; that alone never makes the law unascertainable (art. 2, third paragraph)."
    ),
    "too_few_routes": gettext_lazy(
        "Different routes assessed as failed: %(failed)s of the %(needed)s that this portal asks for (art. 2, second "
        "paragraph)."
    ),
    "no_period": gettext_lazy("No period to provide the law was fixed that ran to its end (art. 9, first paragraph)."),
    "period_runs": gettext_lazy("The period to provide the law runs until %(due_date)s."),
    "extension_pending": gettext_lazy(
        "A request to extend the period until %(due_date)s is not decided (art. 9, first paragraph)."
    ),
    "justified": gettext_lazy(
        "The party justified why nothing was provided by %(due_date)s (art. 9, second paragraph). Fix a further period "
        "or choose another route."
    ),
    "justification_undecided": gettext_lazy(
        "Why nothing was provided by %(due_date)s is explained, and you have not decided on it (art. 9, second paragraph)."
    ),
    "provided_in_time": gettext_lazy(
        "Material provided in time is not assessed as failed: %(count)s. Assess the party's route first."
    ),
}  # fmt: skip
#: Several aspects of one question and party are one sentence.
_BY_ASPECT = ("unheard", "objection")


def sentences(obstacles: Iterable[Obstacle], parties: Iterable[Party]) -> list[str]:
    """Each obstacle once, in the active language, with parties by standing and number."""
    names = {str(party.pk): f"{party.get_role_display()} {party.number}" for party in parties}
    told: dict[tuple[Any, ...], list[Obstacle]] = {}
    for one in obstacles:
        key = (one.code, *(str(value) for name, value in sorted(one.about.items()) if name != "aspect"))
        told.setdefault(key, []).append(one)
    return [str(SENTENCES[same[0].code]) % _words(same, names) for same in told.values()]


def _words(same: list[Obstacle], names: Mapping[str, str]) -> dict[str, Any]:
    words = dict(same[0].about)
    if "party" in words:
        words["party"] = names.get(words["party"], "?")
    if same[0].code in _BY_ASPECT:
        words["aspects"] = listed(Position.Aspect(one.about["aspect"]).label.lower() for one in same)
    if "due_date" in words:
        words["due_date"] = date_format(words["due_date"], "DATE_FORMAT")
    return words


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language lists them."""
    return _(", ").join(words)
