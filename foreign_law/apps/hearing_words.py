"""The words of what happens with materials, showing in court, positions, findings and changes of law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foreign_law.models import ChangeAlert, Exhibition, Material
from portal.notices.kinds import court_of

Words = Mapping[str, Mapping[str, Any]]
KIND: Words = {"kind": dict(Material.Kind.choices)}
HOW: Words = {"how": dict(Exhibition.How.choices)}
CHANGE: Words = {"change": dict(ChangeAlert.Kind.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Words]] = {
    "material_received": (
        _("Material received"), _("Material %(material)s came in: %(kind)s. Parts missing: %(missing)s."), KIND),
    "material_completed": (
        _("Material completed"), _("Parts of material %(material)s were filled in. Parts missing: %(missing)s."), KIND),
    "material_withdrawn": (_("Material withdrawn"), _("Material %(material)s was withdrawn: %(reason)s"), KIND),
    "material_left_out": (
        _("Material left out"), _("The judge left material %(material)s out of consideration: %(reason)s"), KIND),
    "exhibited": (
        _("Shown in court"), _("Shown in court: material %(materials)s. %(how)s; minutes: %(minutes)s."), HOW),
    "positions_invited": (
        _("Parties asked for their positions"), _("The parties may take positions until %(until_date)s: %(reason)s"), {}),
    "position_taken": (
        _("Position taken"), _("Party %(party)s took a position on %(points)s points; objections: %(objections)s."), {}),
    "opportunity_recorded": (
        _("Opportunity to be heard recorded"), _("Party %(party)s had the opportunity to be heard: %(how)s"), {}),
    "finding_relied_on": (
        _("Finding relied on"),
        _("The finding of an effective judgment on %(cited)s was taken up as material %(material)s."), {}),
    "finding_rebutted": (
        _("Finding rebutted"), _("Party %(party)s put forward evidence against the finding of an effective judgment."), {}),
    "alert_raised": (
        _("Cited law changed"), _("The library learnt that %(cited)s, cited in material %(material)s, changed: %(change)s."),
        CHANGE),
    "alert_noted": (
        _("Change of law noted"), _("The change of %(cited)s, cited in material %(material)s, was noted: %(note)s"), CHANGE),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "material_received": (
        _("Material on foreign law has come in"), _("%(reference)s: material has come in"),
        _("In ascertainment %(reference)s material on foreign law has come in. Its page names what is missing, if anything is."),
    ),
    "material_left_out": (
        _("The judge left your material out"), _("%(reference)s: material %(number)s was left out"),
        _("In ascertainment %(reference)s the judge left your material %(number)s out of consideration. Its page shows the "
          "reason."),
    ),
    "material_withdrawn": (
        _("Your material was entered as withdrawn"), _("%(reference)s: material %(number)s was entered as withdrawn"),
        _("In ascertainment %(reference)s somebody else entered your material %(number)s as withdrawn. If you did not want "
          "this, tell the court and hand it in again. Its page shows the reason."),
    ),
    "material_called_opinion": (
        _("Your material needs the papers of art. 4"), _("%(reference)s: material %(number)s needs further papers"),
        _("In ascertainment %(reference)s the court entered your material %(number)s as the opinion of an institution or "
          "expert. Art. 4 asks for its proofs and its statement of no interest; the page names what is missing. What you "
          "handed in is kept."),
    ),
    "materials_exhibited": (
        _("Materials on foreign law were shown in court"), _("%(reference)s: materials were shown in court"),
        _("In ascertainment %(reference)s materials on foreign law were shown in court. You can read them on its page now."),
    ),
    "positions_invited": (
        _("The court asks for your position on foreign law"), _("%(reference)s: take a position until %(until_day)s"),
        _("In ascertainment %(reference)s you may say until %(until_day)s what you hold of the content, the meaning and the "
          "application of the foreign law. An objection gives reasons."),
    ),
    "position_taken": (
        _("A party took a position on foreign law"), _("%(reference)s: a position was taken"),
        _("In ascertainment %(reference)s party %(party)s took a position. Objections: %(objections)s."),
    ),
    "finding_relied_on": (
        _("A finding of an effective judgment is relied on"), _("%(reference)s: an earlier finding is relied on"),
        _("In ascertainment %(reference)s the finding of an effective judgment was taken up. Whoever objects puts forward "
          "evidence to the contrary on its page."),
    ),
    "finding_rebutted": (
        _("Evidence was put forward against a finding"), _("%(reference)s: evidence against a finding"),
        _("In ascertainment %(reference)s a party put forward evidence against the finding of an effective judgment."),
    ),
    "cited_law_changed": (
        _("A cited provision changed"), _("%(reference)s: a cited provision changed"),
        _("In ascertainment %(reference)s material %(material)s cites %(citation)s. The library has learnt of a change: "
          "%(change_word)s. The text that was cited stays as it was pinned; check whether the change matters for the day in "
          "question."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    until = context.get("until", "")
    return {
        "court": court_of(context),
        "until_day": date_format(date.fromisoformat(until), "DATE_FORMAT") if until else "",
        "change_word": str(dict(ChangeAlert.Kind.choices).get(context.get("change", ""), "")),
    }
