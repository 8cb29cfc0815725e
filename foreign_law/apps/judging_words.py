"""The words of the judge's answers and of findings: in the log, and in notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.models import Determination
from portal.notices.kinds import court_of

Words = Mapping[str, Mapping[str, Any]]
ANSWER: Words = {"answer": dict(Determination.Kind.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Words]] = {
    "findings_shown": (
        _("Earlier findings shown"),
        _("Earlier findings shown before a route is opened: %(findings)s, of them new: %(new)s."), {}),
    "content_confirmed": (
        _("Content confirmed"),
        _("The judge confirmed the content of the foreign law, undisputed (art. 8(1)). Questions answered: %(answers)s."),
        {}),
    "content_determined": (
        _("Content determined"),
        _("The judge determined the disputed content of the foreign law (art. 8(2)). Questions answered: %(answers)s; "
          "rounds of supplement: %(supplements)s."), {}),
    "finding_adopted": (
        _("Earlier finding adopted"),
        _("The judge adopted what an effective judgment found (art. 8(3)). Questions answered: %(answers)s."), {}),
    "held_unascertainable": (
        _("Held unascertainable"), _("The judge held that the foreign law cannot be ascertained."), {}),
    "answer_set_aside": (
        _("Answer set aside"), _("The judge set the answer aside (%(answer)s). %(reason)s"), ANSWER),
    "justification_recorded": (
        _("Explanation decided on"),
        _("The judge decided on why nothing was provided by %(due_date)s: %(accepted)s. %(reason)s"),
        {"accepted": {"True": _("justified"), "False": _("not justified")}}),
    "finding_recorded": (
        _("Finding recorded"), _("What judgment %(case_number)s found on %(citation)s was recorded."), {}),
    "finding_withdrawn": (
        _("Finding withdrawn"),
        _("What judgment %(case_number)s found on %(citation)s was withdrawn. %(reason)s"), {}),
    "finding_released": (
        _("Finding released to other courts"),
        _("The judge let other courts be shown what judgment %(case_number)s found on %(citation)s. %(reason)s"), {}),
    "finding_release_taken_back": (
        _("Release of a finding taken back"),
        _("The judge took back the release of what judgment %(case_number)s found on %(citation)s: it is offered to no "
          "other court any more. %(reason)s"), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "ascertainment_answered": (
        _("The judge has answered on foreign law"), _("%(reference)s: the judge's answer on foreign law"),
        _("In the ascertainment %(reference)s: %(act_word)s. The page of the ascertainment shows the answer to each "
          "question and the reasons."),
    ),
    "finding_fell": (
        _("A finding relied on was withdrawn"), _("%(reference)s: a finding relied on was withdrawn"),
        _("In the ascertainment %(reference)s a finding of judgment %(case_number)s is relied on. That finding was "
          "withdrawn: it may no longer be adopted under art. 8(3)."),
    ),
    "finding_release_ended": (
        _("The release of a finding was taken back"), _("%(reference)s: the release of a finding was taken back"),
        _("In the ascertainment %(reference)s a finding of judgment %(case_number)s was shown. The judge of that case has "
          "taken its release back: it is not offered any more. Where it was relied on before, it stays."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    act = ACT_WORDS.get(context.get("act", ""))
    return {
        "court": court_of(context),
        "act_word": str(act[0]) if act else "",
    }
