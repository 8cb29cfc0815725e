"""The demonstration's register: an intake that became an edition, and one that is open now."""

from __future__ import annotations

from datetime import datetime, timedelta

from mediation_registry.actions import applications, consents, editions, profiles
from mediation_registry.management.demonstration import applying
from mediation_registry.management.demonstration.people import acting, actor
from mediation_registry.management.demonstration.scheme import CODE, enter_schemes, open_intake
from mediation_registry.models import Application, Registrant, Scheme
from mediation_registry.rules import profile_fields
from portal.cases.actions.steps import day_of

#: Who was listed: account and place of application.
LISTED = (("mediator-hk", "CN-HK"), ("mediator-gd", "CN"), ("mediator-mo", "CN-MO"))


def load(*, at: datetime) -> list[str]:
    """Make what is missing; a second run changes nothing. Returns lines for the operator."""
    if Scheme.objects.filter(code=CODE).exists():
        return []
    mediators, _organisations = enter_schemes(at - timedelta(days=150))
    year = day_of(at).year
    applied = _last_intake(mediators, year, at)
    _edition(mediators, year, applied, at)
    for local_part, _jurisdiction in LISTED:
        _profile(local_part, at - timedelta(days=50))
    _running_intake(mediators, year + 1, at)
    return [f"{len(applied)} fictitious mediators on the fictitious panel of {year}; the next intake is open"]


def _last_intake(scheme: Scheme, year: int, at: datetime) -> list[Application]:
    opened = at - timedelta(days=120)
    applied = []
    for local_part, jurisdiction in LISTED:
        window = open_intake(scheme, jurisdiction, year, opened, days=20)
        registrant = applying.enter_person(local_part, jurisdiction, opened)
        application = applying.submit(local_part, registrant, window, opened + timedelta(days=2))
        applying.check(application, opened + timedelta(days=22))
        applying.assess(application, opened + timedelta(days=30))
        applying.recognise(application, opened + timedelta(days=40))
        applied.append(application)
    applying.agree_and_determine(applied, opened + timedelta(days=50))
    return applied


def _edition(scheme: Scheme, year: int, applied: list[Application], at: datetime) -> None:
    day = at - timedelta(days=60)
    preparer = acting("CN-HK", "publisher", day)
    edition = editions.prepare_edition(
        actor=preparer, at=day, scheme=scheme, year=year, session=applying.SESSION, instrument_no="DEMO-J-1",
        determined_date=day_of(day - timedelta(days=5)), valid_from=day_of(day),
    )  # fmt: skip
    editions.add_lines(
        actor=preparer,
        at=day,
        edition_id=edition.pk,
        application_ids=[application.pk for application in applied],
    )
    editions.publish_edition(actor=acting("CN-MO", "publisher", day), at=day, edition_id=edition.pk)


PROFILES = {
    "mediator-hk": {
        "residence": "HK", "profession": "虛構律師", "since_year": 2016, "charges_fee": True,
        "fee_basis": "虛構收費：每小時港幣2,000元", "mediates_online": True, "mediates_on_site": True,
        "places": "香港、深圳", "about": "虛構人物，只供演示。",
    },
    "mediator-gd": {
        "residence": "CN", "profession": "虚构调解员", "since_year": 2012, "charges_fee": False,
        "mediates_on_site": True, "places": "深圳", "about": "虚构人物，仅供演示。",
    },
    "mediator-mo": {
        "residence": "MO", "profession": "Advogada (fictícia)", "since_year": 2018, "charges_fee": False,
        "mediates_online": True, "about": "Pessoa fictícia, apenas para demonstração.",
    },
}  # fmt: skip
LANGUAGES = {
    "mediator-hk": (("yue", "mother_tongue"), ("en", "negotiation"), ("cmn", "working")),
    "mediator-gd": (("cmn", "mother_tongue"), ("yue", "negotiation")),
    "mediator-mo": (("pt", "mother_tongue"), ("yue", "negotiation"), ("en", "working")),
}


def _profile(local_part: str, at: datetime) -> None:
    own = actor(local_part, at)
    registrant = Registrant.objects.get(person__user__email=f"{local_part}@demo.example")
    profiles.edit_profile(actor=own, at=at, registrant_id=registrant.pk, entries=PROFILES[local_part])
    profiles.record_languages(
        actor=own, at=at, registrant_id=registrant.pk,
        languages=[profiles.Language(code, level) for code, level in LANGUAGES[local_part]],
    )  # fmt: skip
    consents.give_consents(
        actor=own, at=at, registrant_id=registrant.pk, fields=profile_fields.fields_of(False),
        text_version=profile_fields.CONSENT_TEXT_VERSION,
    )  # fmt: skip


def _running_intake(scheme: Scheme, year: int, at: datetime) -> None:
    """The next intake is open in three places: one application is being assessed, one was returned."""
    opened = at - timedelta(days=10)
    windows = {place: open_intake(scheme, place, year, opened, days=45) for _name, place in LISTED}
    lawyer = applying.enter_person("lawyer", "CN", opened)
    assessed = applying.submit("lawyer", lawyer, windows["CN"], opened + timedelta(days=1))
    applying.check(assessed, opened + timedelta(days=3))
    party = applying.enter_person("party", "CN-HK", opened)
    returned = applying.submit("party", party, windows["CN-HK"], opened + timedelta(days=2))
    intake = acting("CN-HK", "intake", opened + timedelta(days=4))
    day = opened + timedelta(days=4)
    applications.open_completeness_check(actor=intake, at=day, application_id=returned.pk)
    applications.return_for_correction(
        actor=intake,
        at=day,
        application_id=returned.pk,
        reason="請補交第二項的證明（虛構）。",
        correct_by_date=day_of(at + timedelta(days=14)),
    )
