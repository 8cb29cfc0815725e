"""Everything the court keeps of one power, in lines and parts for its page on the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.audit.access import names_of
from portal.cases.models import Representation
from portal.cases.templatetags.cases_words import typed
from portal.identity.gateways import ANSWERS, label_of
from portal.identity.models import IdentityDocument, Person, ProfessionalLicence
from portal.identity.queries import DueDates
from portal.power_of_attorney.models import Agent, AgentProof, PowerOfAttorney
from portal.power_of_attorney.queries import preparing, schedule
from portal.power_of_attorney.queries.preparing_devices import advice
from portal.power_of_attorney.queries.words import clearing_sentences
from portal.power_of_attorney.rules import basis as basis_rules
from portal.power_of_attorney.rules import lifecycle

LANGUAGE_NAMES = dict(languages.LANGUAGES)
PAPER_KINDS = {
    **dict(IdentityDocument.Kind.choices),
    **{f"licence-{code}": label for code, label in ProfessionalLicence.Kind.choices},
}
BETWEEN = (lifecycle.DOC_REVIEW, lifecycle.CLEARED, lifecycle.SCHEDULED)


@dataclass(frozen=True)
class Part:
    """A part of the page: heading, lines, and what it says when there are none."""

    heading: Any
    lines: list[Any] = field(default_factory=list)
    empty: Any = ""


def person_name(person: Person | None) -> Any:
    """The name nearest to the reader's language, with the language in which it was entered."""
    name = person.name_in(get_language() or languages.DEFAULT) if person else None
    return format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else "–"


def moment(at: datetime | None) -> str:
    """A time as the court's clock shows it."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def day(on: date | None) -> str:
    """A day as the reader's language writes it."""
    return date_format(on, "DATE_FORMAT") if on else ""


def yes_no(value: bool | None) -> str:
    """Yes, no, or nothing."""
    return "" if value is None else _now("yes") if value else _now("no")


def warnings(power: PowerOfAttorney, on: date) -> list[Any]:
    """What must be read before anything is decided."""
    found: list[Any] = []
    due = preparing.identity_due(power, DueDates())
    if due is not None:
        late = _now("The day has passed.") if due.on < on else ""
        remark = _now("The day is provisional.") if due.is_provisional else ""
        sentence = _now("Identity: to be checked by %(day)s (three working days, Provisions 2021 art. 4).")
        found.append(" ".join(part for part in (sentence % {"day": day(due.on)}, late, remark) if part))
    if power.state == lifecycle.CURE and power.cure_by_date and power.cure_by_date < on:
        found.append(
            _now("The time to correct ended on %(day)s. The clock proposes; the judge decides.")
            % {"day": day(power.cure_by_date)}
        )
    if any(check.is_simulated for check in power.identity_checks.all()):
        found.append(_now("An identity check rests on a simulated platform. It proves nothing."))
    if power.state in BETWEEN:
        found += clearing_sentences(preparing.missing_for_clearing(power, on))
    return found


def facts(power: PowerOfAttorney) -> list[tuple[Any, Any]]:
    """Label and value of each line."""
    stages = dict(Representation.Stage.choices)
    case = ""
    if power.case is not None:
        address = reverse("cases_desk:inspect", args=[power.case.pk])
        case = format_html('<a href="{}">{}</a>', address, power.case.reference)
    return [
        (_("State"), f"{power.get_state_display()} · {moment(power.state_since_at)}"),
        (_("Court"), str(power.court)),
        (_("Principal"), person_name(power.principal)),
        (_("Representative of the entity"), person_name(power.representative) if power.representative else ""),
        (_("Case"), case),
        (_("Standing"), power.party.get_role_display() if power.party else ""),
        (_("Cause of action"), str(power.cause) if power.cause else ""),
        (_("The dispute in short"), typed(power.matter or "")),
        (_("Other side"), typed(power.opponent_name or "")),
        (_("Stages"), ", ".join(str(stages.get(code, code)) for code in power.stages)),
        (_("Receipt of documents"), _now("The agent may not receive documents.") if power.excludes_service
         else _now("Included.")),
        (_("In force from"), day(power.valid_from)),
        (_("In force until (exclusive)"), day(power.valid_to)),
        (_("Languages of the text"), _languages(power)),
        (_("Translated by"), typed(power.translated_by)),
        (_("Order on the prevailing text"), typed(power.prevailing_order)),
        *_basis(power),
        (_("To be corrected by"), day(power.cure_by_date)),
        (_("Submitted"), moment(power.submitted_at)),
        (_("Effective"), moment(power.effective_at)),
        (_("Ended"), moment(power.ended_at)),
        (_("Reason of the end"), typed(power.end_reason)),
    ]  # fmt: skip


def _languages(power: PowerOfAttorney) -> str:
    codes = [code for code in (power.language, power.second_language) if code]
    text = ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in codes)
    if not power.prevailing_language:
        return text
    prevailing = str(LANGUAGE_NAMES.get(power.prevailing_language, power.prevailing_language))
    return _now("%(languages)s; %(prevailing)s prevails") % {"languages": text, "prevailing": prevailing}


def _basis(power: PowerOfAttorney) -> list[tuple[Any, Any]]:
    if not power.legal_basis:
        return [(_("Legal basis"), _now("None is recorded. Without it there is no session."))]
    kinds = [agent.licence.kind for agent in preparing.standing_agents(power) if agent.licence]
    words = str(power.get_legal_basis_display())
    if basis_rules.rests_on_reading(power.legal_basis, kinds):
        words = f"{words} · {_now('a Greater Bay Area licence counts by the reading of the court')}"
    names = names_of([power.basis_by]) if power.basis_by else {}
    return [
        (_("Legal basis"), words),
        (_("Reason for the legal basis"), typed(power.basis_reason)),
        (_("Reference of the official platform"), power.platform_reference),
        (_("Uses the common language of the Mainland"), yes_no(power.uses_mandarin)),
        (_("Recorded by"), typed(names.get(power.basis_by, ""))),
        (_("Recorded"), moment(power.basis_at)),
    ]


def parts(power: PowerOfAttorney, on: date) -> list[Part]:
    """The parts below the lines, in the order in which things happen."""
    agents = [_agent(power, agent, on) for agent in preparing.standing_agents(power)]
    granted = [f"{row.get_code_display()} · {row.get_state_display()}" for row in power.granted.all()]
    return [
        Part(_("Special powers"), granted, _("No special power is asked for.")),
        Part(_("Agents"), agents, _("No agent is named.")),
        *_authority(power),
        _part(_("Identity"), _with_names(power.identity_checks, "person"), _check, _("Nobody has been checked yet.")),
        Part(_("Papers of the principal that wait for a check"), _waiting(power, on), _("None.")),
        _part(_("Consents"), _with_names(power.consents, "holder__person"), _consent, _("No consent was given.")),
        _part(_("Answers to warnings"), power.acknowledgements.all(), _answer, _("None.")),
        _part(_("Review"), power.reviews.all(), _review, _("Nothing has been decided yet.")),
        _part(_("Text of the power"), power.versions.all(), _version, _("It has not been made yet.")),
        _part(_("Bookings"), power.appointments.select_related("slot"), _booking, _("None.")),
        _part(_("Interpreter"), _with_names(power.interpreters, "person"), _interpreter, _("None is engaged.")),
        _part(_("Tests of devices"), _with_names(power.device_tests, "holder__person"), _device,
              _("Nobody has tested a device.")),
        _part(_("Sessions"), power.sessions.all(), _session, _("None was held.")),
        _part(_("Sealed documents"), power.executed.all(), _executed, _("None.")),
    ]  # fmt: skip


def _part(heading: Any, rows: Iterable[Any], line: Callable[[Any], Any], empty: Any) -> Part:
    return Part(heading, [line(row) for row in rows], empty)


def _with_names(rows: Any, path: str) -> Any:
    return rows.select_related(path).prefetch_related(f"{path}__names")


def _joined(values: Iterable[Any]) -> Any:
    return format_html_join(" · ", "{}", ((value,) for value in values if value not in ("", None)))


def _agent(power: PowerOfAttorney, agent: Agent, on: date) -> Any:
    state = (
        _now("accepted %(at)s") % {"at": moment(agent.accepted_at)}
        if agent.is_bound
        else _now("has not accepted yet")
    )
    licence = ""
    if agent.licence is not None:
        good = _now("verified and valid") if agent.licence.is_usable(on) else _now("not verified or expired")
        licence = f"{agent.licence} ({good})"
    papers = [
        _file(power, proof.get_kind_display(), proof.exhibit_id)
        for proof in agent.proofs.all()
        if not proof.withdrawn_at
    ]
    labels = dict(AGENT_PAPERS)
    missing = [str(labels.get(code, code)) for code in preparing.missing_papers(agent, on)]
    return _joined([
        format_html('<strong><bdi lang="{}">{}</bdi></strong>', SCRIPTS.get(agent.name_script, ""), agent.name),
        agent.get_kind_display(), licence, typed(agent.firm_name), state, *papers,
        _now("missing: %(papers)s") % {"papers": ", ".join(missing)} if missing else "",
        typed(agent.conflict_statement),
    ])  # fmt: skip


AGENT_PAPERS = AgentProof.Kind.choices
SCRIPTS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "pt": "pt", "latin": "en"}


def _file(power: PowerOfAttorney, label: Any, exhibit_id: Any) -> Any:
    address = reverse("powers_desk:paper", args=[power.pk, exhibit_id])
    return format_html('<a href="{}">{}</a>', address, label)


def _authority(power: PowerOfAttorney) -> list[Part]:
    if power.representative_id is None:
        return []
    rows = power.authority_steps.filter(withdrawn_at=None)
    lines = [
        _joined([
            typed(row.holder_name), row.capacity, typed(row.document_name), day(row.document_date),
            _file(power, _("Open the file"), row.exhibit_id) if row.exhibit_id else "",
        ])
        for row in rows
    ]  # fmt: skip
    return [Part(_("By which papers the representative may act"), lines, _("No paper was filed."))]


def _check(row: Any) -> Any:
    shown = "; ".join(
        f"{PAPER_KINDS.get(paper.get('kind'), paper.get('kind'))} …{paper.get('last_four', '')} {paper.get('expiry', '')}".strip()
        for paper in row.papers
    )
    return _joined([
        person_name(row.person), row.get_stage_display(), row.get_result_display(), label_of(row.adapter),
        ANSWERS.get(row.platform_answer, ""), _now("SIMULATED, proves nothing") if row.is_simulated else "", shown,
        typed(row.basis), moment(row.checked_at),
    ])  # fmt: skip


def _waiting(power: PowerOfAttorney, on: date) -> list[Any]:
    return [
        _joined([
            format_html('<a href="{}">{}</a>', reverse("papers:inspect", args=[paper.pk]), str(paper)),
            ANSWERS.get(paper.platform_answer, _now("no platform was asked")),
            _now("SIMULATED, proves nothing") if paper.is_simulated else "",
        ])
        for paper in preparing.waiting_papers(power, power.signer, on)
    ]  # fmt: skip


def _holder(user: Any) -> Any:
    person = getattr(user, "person", None)
    return person_name(person) if person else user.email


def _consent(row: Any) -> Any:
    state = (
        _now("withdrawn %(at)s") % {"at": moment(row.withdrawn_at)} if row.withdrawn_at else _now("in force")
    )
    return _joined(
        [_holder(row.holder), row.get_purpose_display(), state, row.text_version, moment(row.given_at)]
    )


def _answer(row: Any) -> Any:
    return _joined([row.get_subject_display(), row.answer, row.text_version, moment(row.given_at)])


def _review(row: Any) -> Any:
    return _joined(
        [row.get_outcome_display(), day(row.cure_by_date), typed(row.grounds), moment(row.decided_at)]
    )


def _version(row: Any) -> Any:
    return _joined([
        _now("Version %(number)s") % {"number": row.number}, format_html("<code>{}</code>", row.short_code),
        format_html("SHA-256 <code>{}</code>", row.digest), moment(row.made_at),
    ])  # fmt: skip


def _booking(row: Any) -> Any:
    absent = ", ".join(str(schedule.ABSENT.get(code, code)) for code in row.absent)
    return _joined([moment(row.slot.starts_at), row.get_state_display(), absent, typed(row.reason)])


def _interpreter(row: Any) -> Any:
    spoken = ", ".join(str(LANGUAGE_NAMES.get(code, code)) for code in row.languages)
    pledged = (
        _now("pledged %(at)s") % {"at": moment(row.pledged_at)}
        if row.pledged_at
        else _now("has not pledged yet")
    )
    released = _now("released %(at)s") % {"at": moment(row.released_at)} if row.released_at else ""
    return _joined([person_name(row.person), spoken, pledged, released, typed(row.release_reason)])


def _device(row: Any) -> Any:
    found = "; ".join(str(sentence) for sentence in advice(row)) or _now("Everything was in order.")
    return _joined([_holder(row.holder), found, moment(row.tested_at)])


def _session(row: Any) -> Any:
    return _joined([str(row.number), row.get_state_display(), moment(row.lobby_opened_at), typed(row.reason)])


def _executed(row: Any) -> Any:
    return _joined(
        [
            row.get_kind_display(),
            str(row.number),
            row.level,
            format_html("SHA-256 <code>{}</code>", row.digest),
        ]
    )
