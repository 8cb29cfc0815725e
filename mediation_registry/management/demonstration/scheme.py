"""A plainly fictitious scheme with rules in three places; the real scheme and its rules are left alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mediation_registry.actions import schemes
from mediation_registry.management.demonstration.people import acting, place
from mediation_registry.models import IntakeWindow, Registrant, Scheme
from portal.audit.actors import system_actor
from portal.identity.models import Authority

SETUP = system_actor("demonstration")
CODE = "demonstration-mediators"
ORGANISATIONS = "demonstration-organisations"
NAMES = {
    "zh-hant": "調解員聯合認證（虛構，僅供演示）",
    "zh-hans": "调解员联合认证（虚构，仅供演示）",
    "pt": "Certificação conjunta de mediadores (fictícia, para demonstração)",
    "en": "Joint certification of mediators (fictitious, for demonstration)",
}
ORGANISATION_NAMES = {
    "zh-hant": "調解組織聯合認證（虛構，僅供演示）",
    "zh-hans": "调解组织联合认证（虚构，仅供演示）",
    "pt": "Certificação conjunta de organizações de mediação (fictícia, para demonstração)",
    "en": "Joint certification of mediation organisations (fictitious, for demonstration)",
}
INSTRUMENTS = {
    "zh-hant": "虛構評審標準",
    "zh-hans": "虚构评审标准",
    "pt": "Critérios de avaliação fictícios",
    "en": "Fictitious accreditation criteria",
}
CRITERIA = (
    schemes.CriterionRow(
        "conduct",
        {
            "zh-hant": "聲明遵守職業操守（虛構標準）",
            "zh-hans": "声明遵守职业操守（虚构标准）",
            "pt": "Declara respeitar a deontologia (critério fictício)",
            "en": "Declares to keep to the code of conduct (fictitious criterion)",
        },
        "declaration",
        None,
        False,
    ),
    schemes.CriterionRow(
        "mediations",
        {
            "zh-hant": "已完成的調解個案（虛構標準）",
            "zh-hans": "已完成的调解案件（虚构标准）",
            "pt": "Mediações concluídas (critério fictício)",
            "en": "Mediations completed (fictitious criterion)",
        },
        "count",
        3,
        True,
        {
            "zh-hant": "例如機構發出的證明。",
            "zh-hans": "例如机构出具的证明。",
            "pt": "Por exemplo, uma declaração da instituição.",
            "en": "For example, a statement of the institution.",
        },
    ),
)
SEATS = {
    "CN": ("GD-DOJ", "GD-DOJ", "GD-DOJ", "GD-DOJ"),
    "CN-HK": ("HK-MAAL", "HK-MAAL", "HK-DOJ", "HK-DOJ"),
    "CN-MO": ("MO-DSAJ", "MO-DSAJ", "MO-SAJ", "MO-SAJ"),
}


def enter_schemes(at: datetime) -> tuple[Scheme, Scheme]:
    """The fictitious schemes for mediators and for organisations, with one version of rules in each place."""
    doors = [
        schemes.Door(place(code), *(Authority.objects.get(code=seat) for seat in seats))
        for code, seats in SEATS.items()
    ]
    citation = schemes.Citation(INSTRUMENTS["en"], instrument_date=date(2025, 1, 2))
    made = []
    for code, names, kind in (
        (CODE, NAMES, Registrant.Kind.MEDIATOR),
        (ORGANISATIONS, ORGANISATION_NAMES, Registrant.Kind.ORGANISATION),
    ):
        scheme = schemes.enter_scheme(
            actor=SETUP, at=at, code=code, names=names, kind=kind, citation=citation, doors=doors,
            instruments=INSTRUMENTS, is_fictitious=True,
        )  # fmt: skip
        for jurisdiction in SEATS:
            _enter_rules(scheme, jurisdiction, citation, at)
        made.append(scheme)
    return made[0], made[1]


def _enter_rules(scheme: Scheme, jurisdiction: str, citation: schemes.Citation, at: datetime) -> None:
    version = schemes.enter_rule_version(
        actor=acting(jurisdiction, "intake", at), at=at, scheme=scheme, jurisdiction=place(jurisdiction),
        label="2025", citation=citation, criteria=CRITERIA, valid_from=date(2025, 1, 2), instruments=INSTRUMENTS,
        one_application_only=True, accepted_types="jpg,pdf", largest_file_mb=5,
    )  # fmt: skip
    schemes.confirm_rule_version(actor=acting(jurisdiction, "decider", at), at=at, rule_version_id=version.pk)


def open_intake(
    scheme: Scheme, jurisdiction: str, year: int, opens_at: datetime, *, days: int
) -> IntakeWindow:
    """One place takes in applications for some days."""
    return schemes.open_window(
        actor=acting(jurisdiction, "intake", opens_at), at=opens_at - timedelta(days=1),
        rule_version=scheme.rule_versions.get(jurisdiction__code=jurisdiction), intake_year=year,
        opens_at=opens_at, closes_at=opens_at + timedelta(days=days),
    )  # fmt: skip
