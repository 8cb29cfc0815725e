"""The register's answers in words: the sentence that stands first on every page, who decided, what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mediation_registry.models import Application, Determination, Listing, ListingEntry
from mediation_registry.queries.status import Status
from mediation_registry.rules import lifecycle
from mediation_registry.rules.standing import Standing


@dataclass(frozen=True)
class Decision:
    """One decision in the chain that led to a listing: whose, what, when, under which instrument and rules."""

    stage: str
    place: str
    body: str
    outcome: str
    decided_date: date
    instrument_no: str
    rules: str = ""
    codes: tuple[str, str, str] = ("", "", "")  # stage, place and outcome for machines


@dataclass(frozen=True)
class Happening:
    """One entry of a listing as everybody may read it. ``is_set_aside``: a later entry says that it counts no more."""

    certificate_no: str
    edition: int
    state: str
    label: str
    effective_date: date
    recorded_date: date
    ground: str
    deciding_body: str
    instrument_no: str
    is_set_aside: bool


def written(day: date) -> str:
    """A day as the language of the page writes it."""
    return date_format(day, "DATE_FORMAT")


def status_sentence(status: Status) -> str:
    """One sentence with date and source: how the number stands on the day asked."""
    facts: dict[str, object] = {
        "number": status.number,
        "on": written(status.on),
        "since": written(status.since) if status.since else "",
        "edition": status.listing.edition.year if status.listing else "",
    }
    if status.standing is Standing.NEVER_ISSUED:
        return _("No joint certification was ever issued under the number %(number)s.") % facts
    if status.standing is Standing.VALID:
        return (
            _("Jointly certified since %(since)s; valid on %(on)s (edition %(edition)s of the panel).")
            % facts
        )
    if status.standing is Standing.RESTRICTED:
        return _("Restricted on %(on)s: the listing has been suspended since %(since)s.") % facts
    return _not_valid(status, facts)


def _not_valid(status: Status, facts: dict[str, object]) -> str:
    if not status.state:
        begins = {**facts, "begins": written(status.listing.valid_from) if status.listing else ""}
        return _("Not valid on %(on)s: the certification begins on %(begins)s.") % begins
    sentences = {
        lifecycle.REMOVED: _("Not valid on %(on)s: removed from the panel with effect from %(since)s."),
        lifecycle.LISTING_WITHDRAWN: _("Not valid on %(on)s: withdrawn at own request on %(since)s."),
        lifecycle.NOT_CARRIED_FORWARD: _(
            "Not valid on %(on)s: not carried into the edition in force since %(since)s."
        ),
        lifecycle.EXPIRED: _("Not valid on %(on)s: the term ended on %(since)s."),
        lifecycle.DECEASED: _("Not valid on %(on)s: deceased on %(since)s."),
    }
    return sentences[status.state] % facts


def short_status(status: Status) -> str:
    """The standing in a few words, for lists and tables."""
    words = {
        Standing.VALID: pgettext("standing in the register", "Jointly certified"),
        Standing.RESTRICTED: pgettext("standing in the register", "Suspended"),
        Standing.NEVER_ISSUED: pgettext("standing in the register", "No joint certification"),
    }
    if status.standing in words:
        return words[status.standing]
    return str(Listing.State(status.state).label) if status.state else _("Not yet in force")


def decisions_of(listing: Listing) -> list[Decision]:
    """Each authority's decision behind a listing, in order: place, committee, conference. Two queries.

    A listing carried forward stands on the application of the first one. Where no application was handled here (an
    imported panel), the edition itself is the only decision known.
    """
    edition = listing.edition
    conference = Decision(
        stage=str(Determination.Stage.CONFERENCE.label), place="", body=edition.session,
        outcome=str(Determination.Outcome.DETERMINED.label), decided_date=edition.determined_date,
        instrument_no=edition.instrument_no, codes=("conference", "", "determined"),
    )  # fmt: skip
    application = _application_behind(listing)
    if application is None:
        return [conference]
    rules = application.window.rule_version
    rows = list(application.determinations.select_related("jurisdiction").order_by("recorded_at"))
    last_round = {row.stage: row.round for row in rows}
    made = [
        Decision(
            stage=row.get_stage_display(),
            place=str(row.jurisdiction) if row.jurisdiction and row.stage != "conference" else "",
            body=row.body or str(row.authority), outcome=row.get_outcome_display(), decided_date=row.decided_date,
            instrument_no=row.instrument_no,
            codes=(row.stage, row.jurisdiction.code if row.jurisdiction else "", row.outcome),
            rules=f"{rules.instrument} · {rules.label}" if row.stage == Determination.Stage.LOCAL else "",
        )
        for row in rows
        if row.round == last_round[row.stage]
    ]  # fmt: skip
    known = {(one.stage, one.decided_date) for one in made}
    return made if (conference.stage, conference.decided_date) in known else [*made, conference]


def _application_behind(listing: Listing) -> Application | None:
    rows = Listing.objects.filter(
        registrant=listing.registrant_id, edition__scheme=listing.edition.scheme_id,
        valid_from__lte=listing.valid_from, application__isnull=False,
    ).select_related("application__window__rule_version")  # fmt: skip
    found = rows.order_by("-valid_from").first()
    return found.application if found else None


def _happening(listing: Listing, entry: ListingEntry, *, aside: bool) -> Happening:
    return Happening(
        certificate_no=listing.certificate_no, edition=listing.edition.year, state=entry.state,
        label=_label_of(entry), effective_date=entry.effective_date,
        recorded_date=timezone.localdate(entry.recorded_at),
        ground=entry.ground if entry.act in GROUNDS_SHOWN else "", deciding_body=entry.deciding_body,
        instrument_no=entry.instrument_no, is_set_aside=aside,
    )  # fmt: skip


#: Grounds that the register names. Why somebody withdrew is her own affair.
GROUNDS_SHOWN = frozenset(
    f"mediation_registry.{act}" for act in ("removed", "suspended", "reinstated", "entry_set_aside")
)
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\uff00-\uffef\u3400-\u9fff\uf900-\ufaff]*")


def in_own_script(text: str) -> SafeString:
    """Text as somebody entered it, for a page in any language: its Chinese passages carry their language."""
    escaped = str(conditional_escape(text))
    return mark_safe(  # nosec B308 B703: escaped above
        _CHINESE.sub(r'<span lang="zh-Hant">\g<0></span>', escaped)
    )


def happenings(listings: list[Listing]) -> list[Happening]:
    """Everything that the register says became of these listings, newest first; nothing is left out."""
    found: list[tuple[tuple[date, int], Happening]] = []
    for listing in listings:
        entries: list[ListingEntry] = list(listing.entries_in_order)  # type: ignore[attr-defined]  # prefetched
        for entry, following in zip(entries, [*entries[1:], None], strict=True):
            aside = following is not None and following.act == "mediation_registry.entry_set_aside"
            found.append(((entry.effective_date, entry.number), _happening(listing, entry, aside=aside)))
    return [happening for _key, happening in sorted(found, key=lambda one: one[0], reverse=True)]


def told_of(status: Status) -> Happening | None:
    """The entry that ended or suspends the certification, for the top of the page; None while it is in force."""
    entry, listing = status.entry, status.listing
    if entry is None or listing is None or entry.state == lifecycle.ACTIVE:
        return None
    return _happening(listing, entry, aside=False)


def _label_of(entry: ListingEntry) -> str:
    special = {
        "mediation_registry.edition_published": _("Listed in the panel"),
        "mediation_registry.reinstated": _("Suspension ended"),
        "mediation_registry.entry_set_aside": _("The entry before was set aside; the listing stands"),
    }
    return special.get(entry.act) or str(entry.get_state_display())
