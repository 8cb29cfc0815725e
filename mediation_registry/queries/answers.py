"""What the register answers at the public door for checking documents, for any date."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from mediation_registry.queries.register import in_public
from mediation_registry.queries.sentences import GROUNDS_SHOWN, in_own_script, status_sentence, written
from mediation_registry.queries.status import Status, status_on
from mediation_registry.rules.standing import Standing as Known
from portal.verification.registry import Answer, Standing

NEVER_ISSUED = Known.NEVER_ISSUED


def answer(number: str, on: date, code: str = "") -> Answer:
    """Valid, not valid, never issued or restricted, in words. No identity number is asked or shown."""
    status = status_on(number, on)
    if status.registrant is None or in_public(status.registrant.register_no) is None:
        never = Status(number, on, NEVER_ISSUED)
        return Answer(Standing.NEVER_ISSUED, status_sentence(never))
    address = reverse("mediators:profile", args=[status.registrant.register_no]) + f"?on={on.isoformat()}"
    return Answer(Standing(status.status), status_sentence(status), tuple(_facts(status)), address)


def _facts(status: Status) -> list[tuple[str, str]]:
    registrant, listing = status.registrant, status.listing
    facts: list[tuple[str, str]] = []
    if registrant is not None:
        names = format_html_join(
            " · ",
            '<span lang="{}">{}</span>',
            ((n.html_lang, n.text) for n in registrant.person.current_names),
        )
        facts += [(_("Name"), names), (_("Register number"), registrant.register_no)]
    if listing is not None:
        facts += [
            (_("Certificate number"), listing.certificate_no),
            (_("Edition of the panel"), str(listing.edition.year)),
            (_("Determined by"), in_own_script(listing.edition.session)),
            (_("Determined on"), written(listing.edition.determined_date)),
        ]
    entry = status.entry
    if entry is not None and entry.act in GROUNDS_SHOWN:
        facts += [
            (_("Ground"), in_own_script(entry.ground)),
            (_("Deciding body"), in_own_script(entry.deciding_body)),
        ]
    return facts
