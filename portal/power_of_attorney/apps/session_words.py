"""The words of the session: acts in the log, notices to those who take part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.audit.labels import register_acts
from portal.notices.kinds import register_kinds
from portal.power_of_attorney.models import GrantedPower, IdentityCheck
from portal.power_of_attorney.queries.causes import CAUSES
from portal.power_of_attorney.rules import script

WHO: dict[str, Any] = {
    script.PARTY: _("principal"),
    script.AGENT: _("agent"),
    script.INTERPRETER: _("interpreter"),
}
WAYS: dict[str, Any] = {
    "drawn": _("drawn by hand"),
    "mark": _("by a mark"),
    "typed": _("by the typed name"),
}
ANSWERS: dict[str, Any] = {
    "done": _("done"),
    "in_writing": _("told in writing"),
    "yes": _("yes"),
    "no": _("no"),
    "answered": _("answered"),
    "not_answered": _("not answered"),
    "matches": pgettext_lazy("identity paper", "matches"),
    "differs": _("does not match"),
    "alone": _("alone"),
    "others": _("others are there"),
}
WORDS: Mapping[str, Mapping[str, Any]] = {
    "cause": CAUSES,
    "who": WHO,
    "way": WAYS,
    "answer": ANSWERS,
    "power": dict(GrantedPower.Power.choices),
    "result": dict(IdentityCheck.Result.choices),
}

ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "lobby_opened": (_("Lobby opened"), _("The lobby of session %(session)s was opened.")),
    "session_opened": (_("Session opened"), _("The judge opened session %(session)s.")),
    "identity_repeated": (
        _("Identity checked in the session"), _("Identity in the session: %(who)s. %(result)s."),
    ),
    "answer_recorded": (
        _("Answer recorded"), _("Step %(step)s, question %(item)s: %(answer)s. Wording %(text_version)s."),
    ),
    "power_struck": (
        _("Special power struck out"),
        _("“%(power)s” was refused before the judge and struck out. The new text has the digest %(digest)s."),
    ),
    "signed_by_hand": (
        _("Signed by hand"), _("Signed by the %(who)s, %(way)s, on the text with the digest %(document)s."),
    ),
    "session_suspended": (_("Session suspended"), _("Session %(session)s was suspended. %(cause)s")),
    "session_resumed": (
        _("Session resumed"), _("Session %(session)s was resumed; the script began again at step 2 (round %(round)s)."),
    ),
    "session_aborted": (
        _("Session broken off"), _("The judge broke off session %(session)s: %(reason)s"),
    ),
    "attested": (
        _("Attested by the judge"),
        _("The judge attested that the signing was witnessed, on the text with the digest %(document)s."),
    ),
    "session_closed": (_("Session closed"), _("Session %(session)s was closed; the judicial review begins.")),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "lobby_opened": (
        _("The lobby is open"),
        _("%(reference)s: the lobby is open"),
        _("%(court)s has opened the lobby of the session on power of attorney %(reference)s. Sign in, open the page of the "
          "power and enter the room. Have your identity document at hand and be alone in a quiet, well lit place."),
    ),
    "session_aborted": (
        _("The session was broken off"),
        _("%(reference)s: the session was broken off"),
        _("The judge of %(court)s broke off the session on power of attorney %(reference)s. Nothing was attested. The page "
          "of the power says why and how another time can be booked."),
    ),
    "session_closed": (
        _("The session is closed"),
        _("%(reference)s: the session is closed"),
        _("The session on power of attorney %(reference)s is closed. The signed document can be downloaded from its page. "
          "It takes effect when %(court)s has finished the judicial review; you will be told. You may revoke it at any "
          "time by telling the court."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """The court's name in the recipient's language."""
    return {"court": languages.nearest(context.get("court_names"), get_language())}


def register() -> None:
    """Enter the words of acts and notices."""
    register_acts("power_of_attorney", ACT_WORDS, words=WORDS)
    register_kinds("power_of_attorney", NOTICE_WORDS, prepare=prepare)
