"""What stands in the way, in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.power_of_attorney.queries.session import CLERK, JUDGE, SessionNow
from portal.power_of_attorney.rules import script
from portal.power_of_attorney.rules.witnessing import Obstacle

SENTENCES: dict[str, Any] = {
    "not_open": gettext_lazy("The session is not open."),
    "not_recorded": gettext_lazy("The recording has not been acknowledged for over 10 seconds. Nothing can be asked or signed."),
    "absent": gettext_lazy("%(who)s is not present."),
    "consent": gettext_lazy("The consent of %(who)s to the session online and its recording is missing or was withdrawn."),
    "no_basis": gettext_lazy("No legal basis is recorded."),
    "no_text": gettext_lazy("There is no text of the instrument."),
    "unknown": gettext_lazy("The script of this session has no such question."),
    "answer": gettext_lazy("This is not one of the answers to the question."),
    "words": gettext_lazy("Write down in short what was said."),
    "note": gettext_lazy("%(who)s signed by a mark. Write a note on how it was made."),
    "step": gettext_lazy("Step %(step)s is not complete: %(title)s."),
    "unsigned": gettext_lazy("%(who)s has not signed the present text."),
    "not_read": gettext_lazy("The present text has not been read out yet."),
    "identity": gettext_lazy("The identity of %(who)s has not been checked in this session."),
    "digest": gettext_lazy("The text has changed since this page was shown. Look at the present text before you sign."),
    "no_signer": gettext_lazy("Only the principal and the agents sign."),
    "signed": gettext_lazy("%(who)s has signed this text already."),
    "party_first": gettext_lazy("The principal signs before the agents."),
    "not_attested": gettext_lazy("This comes after the attestation."),
}  # fmt: skip

STEP_TITLES: dict[int, Any] = {
    1: gettext_lazy("Opening, rights, consent to the recording"),
    2: gettext_lazy("Identity, document, surroundings"),
    3: gettext_lazy("Language and interpreter"),
    4: gettext_lazy("Agent and law firm"),
    5: gettext_lazy("Authority for the entity"),
    6: gettext_lazy("True intention"),
    7: gettext_lazy("The case in own words"),
    8: gettext_lazy("Scope and special powers, one by one"),
    9: gettext_lazy("Pledge and code of the text"),
    10: gettext_lazy("Signatures and the judge's confirmation"),
    11: gettext_lazy("Copy, revocation, close"),
}

ROLE_WORDS: dict[str, Any] = {
    script.PARTY: gettext_lazy("the principal"),
    script.INTERPRETER: gettext_lazy("the interpreter"),
    JUDGE: gettext_lazy("the judge"),
    CLERK: gettext_lazy("the clerk"),
    script.EVERYBODY: gettext_lazy("everybody"),
}


def who_in_words(who: str, now: SessionNow) -> str:
    """A place at the table in words: ``the principal``, ``agent 1``."""
    if who in ROLE_WORDS:
        return str(ROLE_WORDS[who])
    if len(now.agents) == 1:
        return _("the agent")
    return _("agent %(number)s") % {"number": who.removeprefix(script.AGENT)}


def sentence_of(obstacle: Obstacle, now: SessionNow) -> str:
    """One obstacle as a sentence that begins with a capital."""
    words = str(SENTENCES[obstacle.code])
    if obstacle.code == "step":
        step = int(obstacle.about)
        return words % {"step": step, "title": STEP_TITLES[step]}
    text = words % {"who": who_in_words(obstacle.about, now)} if "%(" in words else words
    return text[:1].upper() + text[1:]
