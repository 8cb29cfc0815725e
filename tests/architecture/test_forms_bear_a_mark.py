"""Every form that makes a record or moves one bears the mark by which a second sending is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "service_of_process", "mediation_registry", "foreign_law")
FORM = re.compile(r"<form\b[^>]*?method=\"?post.*?</form>", re.S | re.I)
ASKS = "asks a question; nothing is entered"
SAME = "sent again it says the same, and the answer is the same page"
TOLD = "shows something once: whoever pressed twice must see the one that is good"
#: (template, a word of the form): why the form bears no mark.
WITHOUT = {
    ("desk/panel.html", "desk_search"): ASKS,
    ("desk/search.html", "desk-search"): ASKS,
    ("verification/verify.html", "verification:verify"): ASKS,
    ("service_of_process/track.html", "novalidate"): ASKS,
    ("service_of_process/documents_code.html", "novalidate"): ASKS,
    ("service_of_process/documents.html", "service:documents_leave"): SAME,
    ("identity/profile.html", "identity:language"): SAME,
    ("identity/recovery/cancel.html", "Stop the recovery"): SAME,
    ("notices/notice.html", "notices:mark_read"): SAME,
    ("power_of_attorney/booking.html", "Show the times in this zone"): SAME,
    ("power_of_attorney/engagement.html", "powers:engagement_zone"): SAME,
    ("foreign_law/following/button.html", "law:follow"): SAME,
    ("foreign_law/following/rhythm.html", "law:follow_rhythm"): SAME,
    ("foreign_law/following/rhythm.html", "law:follow_end"): SAME,
    ("foreign_law/following/stop.html", "law:stop_mails"): SAME,
    ("foreign_law/results.html", "law:keep_search"): SAME,
    ("foreign_law/staff/judgments.html", "Record the judgments"): SAME,  # each line by itself
    ("service_of_process/updates.html", "service:calendar_issue"): TOLD,
    ("service_of_process/updates.html", "service:webhook_add"): TOLD,
    ("mediation_registry/own_unavailable.html", "mediators:renew_calendar"): TOLD,
}
FORMS = [
    (path.as_posix().partition("/templates/")[2], number, found[0])
    for package in PACKAGES
    for path in sorted((ROOT / package).glob("**/templates/**/*.html"))
    for number, found in enumerate(FORM.finditer(path.read_text("utf-8")), 1)
]


def reason_of(name: str, form: str) -> str:
    return next((why for (template, word), why in WITHOUT.items() if template == name and word in form), "")


@pytest.mark.parametrize(("name", "form"), [pytest.param(n, f, id=f"{n}-{i}") for n, i, f in FORMS])
def test_a_form_bears_its_mark_or_says_why_not(name: str, form: str) -> None:
    assert form.count("csrf_token") == 1 or "law:stop_mails" in form
    assert ("{% sent_once" in form) != bool(reason_of(name, form))


def test_no_form_is_excused_that_is_not_there() -> None:
    excused = {(n, word) for n, _number, form in FORMS for (t, word) in WITHOUT if t == n and word in form}
    assert excused == set(WITHOUT)


def test_every_sending_form_of_the_templates_was_read() -> None:
    """The expression above misses no form that posts."""
    for package in PACKAGES:
        for path in (ROOT / package).glob("**/templates/**/*.html"):
            text = path.read_text("utf-8")
            assert len(re.findall(r"<form\b[^\n]*?method=\"?post", text, re.I)) == len(FORM.findall(text)), (
                path
            )
