"""The certificate of a listing: what it says in two languages, whose seal it bears, when it is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from mediation_registry.actions import certificates as acts
from mediation_registry.actions import listings
from mediation_registry.documents.certificate import context_of, names_in_order
from mediation_registry.models import Certificate, Listing
from mediation_registry.queries import certificates as queries
from portal.audit.actors import system_actor
from portal.audit.history import history
from portal.documents.errors import TofuRefused
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from portal.seals.pdf import check_pdf
from tests.factories import mediators as made
from tests.factories import people

pytestmark = pytest.mark.django_db
AT = made.NOW + timedelta(days=2)
ACTOR = system_actor("certificates")


@pytest.fixture(autouse=True)
def two_days_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def listing() -> Listing:
    return made.published_listing()


def issued(listing: Listing, first: str = "zh-hant", second: str = "pt") -> Certificate:
    return acts.issue_certificate(
        actor=ACTOR, at=AT, listing_id=listing.pk, first_language=first, second_language=second
    )


def content(certificate: Certificate) -> bytes:
    with acts.content_of(certificate) as file:
        return file.read()


def text_of(pdf: bytes, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    (tmp_path / "c.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", tmp_path / "c.pdf", "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", done.stdout)


def test_it_is_sealed_by_the_demonstration_and_found_genuine(listing: Listing) -> None:
    certificate = issued(listing)
    assert (certificate.seal_level, certificate.is_simulated) == ("B-LTA", True)
    verdict = check_pdf(content(certificate), at=AT)
    assert verdict.is_genuine and verdict.sealed_by == "DEMONSTRATION seal of the portal"


def test_it_names_who_decided_when_and_on_what_in_one_page(listing: Listing, tmp_path: Path) -> None:
    pdf = content(issued(listing, "en", "zh-hant"))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    text = text_of(pdf, tmp_path)
    for words in (
        listing.certificate_no, listing.registrant.register_no, "Wong Mei Ling", "黃美玲", "黄美玲", "L-1", "W-5", "J-9",
        "2026-11-20", "Working Committee, session 5", "Sealed by: DEMONSTRATION seal of the portal",
        f"/en/verify/{listing.certificate_no}/",
    ):  # fmt: skip
        assert words in text, words
    assert "certifies nothing" in text


def test_each_place_s_position_stands_on_it(listing: Listing) -> None:
    facts = queries.facts_of(queries.listing_with_decisions(listing.pk))
    assert [(one.stage, one.place_code) for one in facts.decisions[:4]] == [
        ("local", "CN-HK"), ("committee", "CN"), ("committee", "CN-HK"), ("committee", "CN-MO"),
    ]  # fmt: skip
    assert facts.decisions[-1].stage == "conference"
    assert facts.rule is not None and facts.rule.instrument


def test_the_names_are_those_certified_not_those_of_today(listing: Listing) -> None:
    assert [name.text for name in names_in_order(listing.names, "pt")] == [
        "Wong Mei Ling",
        "黃美玲",
        "黄美玲",
    ]
    assert [name.lang for name in names_in_order(listing.names, "zh-hans")] == ["zh-Hans", "zh-Hant", "en"]
    assert len(names_in_order({"zh-hant": "何美", "zh-hans": "何美"}, "en")) == 1


def test_the_code_leads_to_the_check_of_this_number_in_the_first_language(listing: Listing) -> None:
    facts = queries.facts_of(queries.listing_with_decisions(listing.pk))
    context = context_of(facts, "pt", "zh-hant", at=AT)
    assert context["address"].endswith(f"/pt/verify/{listing.certificate_no}/")


def test_asking_twice_gives_the_same_file_and_one_event(listing: Listing) -> None:
    first, second = issued(listing), issued(listing)
    assert first == second and Certificate.objects.count() == 1
    events = [
        line for line in history(listing.registrant.chain, language="en") if "sealed in" in line.sentence
    ]
    assert len(events) == 1
    assert issued(listing, "pt", "en") != first


def test_the_file_at_rest_is_sealed_in_an_envelope(listing: Listing) -> None:
    certificate = issued(listing)
    raw = exhibit_store().path(certificate.digest).read_bytes()
    assert raw[:4] == b"CPE1" and b"%PDF" not in raw
    assert len(content(certificate)) == certificate.size


def test_a_name_with_a_character_that_no_font_holds_is_refused_and_leaves_nothing(listing: Listing) -> None:
    Listing.objects.filter(pk=listing.pk).update(names={"zh-hant": "陳𠮶"})
    with translation.override("en"), pytest.raises(TofuRefused, match="U\\+20BB6 𠮶"):
        issued(listing)
    assert not Certificate.objects.exists()


def test_a_listing_that_is_not_in_force_has_no_certificate(listing: Listing) -> None:
    withdrawn(listing)
    with pytest.raises(ValidationError, match=r"not in force|現非有效"):
        issued(listing)
    with pytest.raises(PermissionRefused):
        acts.issue_certificate(
            actor=made.acting(people.stranger()),
            at=AT,
            listing_id=listing.pk,
            first_language="pt",
            second_language="en",
        )
    with pytest.raises(ValidationError):
        issued(listing, "pt", "pt")


def withdrawn(listing: Listing) -> None:
    listings.remove(
        actor=made.acting(made.hk_decider()), at=AT, listing_id=listing.pk, ground="Breach.",
        deciding_body="Joint Conference", effective_date=made.TODAY, instrument_no="J-10",
    )  # fmt: skip


# -- the public doors


def path_of(listing: Listing, language: str = "en", tail: str = "") -> str:
    return f"/{language}/mediators/{listing.registrant.register_no}/certificate/{tail}"


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_anybody_chooses_two_languages_and_downloads(client: Client, listing: Listing, language: str) -> None:
    page = client.get(path_of(listing, language))
    assert page.status_code == 200 and listing.certificate_no in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]
    answer = client.get(path_of(listing, language, "file/"), {"first": "pt", "second": "zh-hant"})
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    assert f"{listing.certificate_no}-pt-zh-hant.pdf" in answer["Content-Disposition"]
    assert check_pdf(b"".join(answer.streaming_content), at=AT).is_genuine


def test_two_equal_or_unknown_languages_are_refused_with_a_sentence(client: Client, listing: Listing) -> None:
    for pair in ({"first": "pt", "second": "pt"}, {"first": "pt", "second": "xx"}, {}):
        answer = client.get(path_of(listing, tail="file/"), pair)
        assert answer.status_code == 422 and "error" in answer.content.decode()
    assert not Certificate.objects.exists()


def test_a_removed_listing_says_why_there_is_no_file(client: Client, listing: Listing) -> None:
    issued(listing)
    withdrawn(listing)
    for tail in ("", "file/?first=pt&second=zh-hant"):
        answer = client.get(path_of(listing, tail=tail))
        assert answer.status_code == 404
        assert "There is no certificate for this listing now" in answer.content.decode()


def test_a_number_that_was_never_listed_has_no_page(client: Client, listing: Listing) -> None:
    other = made.registrant(made.mediator_user("li.si", {"zh-hans": "李四"}), "GD")
    for number in (other.register_no, "MED-2026-999999-0", "x"):
        assert client.get(f"/en/mediators/{number}/certificate/").status_code == 404


def test_a_name_without_glyph_is_said_on_the_page(client: Client, listing: Listing) -> None:
    Listing.objects.filter(pk=listing.pk).update(names={"zh-hant": "陳𠮶"})
    answer = client.get(path_of(listing, tail="file/"), {"first": "pt", "second": "en"})
    assert answer.status_code == 422 and "U+20BB6" in answer.content.decode()
