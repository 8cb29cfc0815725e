"""A panel from a file: proposed by one publisher, approved by another, all or nothing, its digest kept."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mediation_registry.actions import imports
from mediation_registry.actions.panel_review import NEW, review
from mediation_registry.models import Listing, PanelEdition, PanelImport, Registrant
from portal.exhibits.models import Exhibit
from portal.identity.models import Person, PersonName
from portal.identity.permissions import PermissionRefused
from tests.factories import mediators as made
from tests.factories import people

pytestmark = pytest.mark.django_db
HEAD = "地區,中文姓名,简体中文姓名,葡文姓名,英文姓名,登記編號"
GOOD = ("香港,陳大文,陈大文,,Chan Tai Man,", "廣東,,孙志强,,,", "澳門,何美玲,,Maria Ho,,")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def file_of(*rows: str, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile("panel.csv", "\n".join([HEAD, *rows]).encode(encoding), content_type="text/csv")


def uploaded(*rows: str, encoding: str = "utf-8", **extra: Any) -> PanelImport:
    file = file_of(*rows, encoding=encoding)
    return imports.upload_panel(**{
        "actor": made.acting(made.hk_publisher()), "at": made.NOW, "upload": file, "file_name": file.name,
        "scheme": made.scheme(), "year": 2025, "session": "Joint Conference, session 8", "instrument_no": "J-8",
        "determined_date": made.TODAY, "valid_from": made.TODAY, **extra,
    })  # fmt: skip


def propose(held: PanelImport, **matches: str) -> PanelImport:
    words = {"actor": made.acting(made.hk_publisher()), "at": made.NOW, "import_id": held.pk}
    rows = {row.removeprefix("row_"): chosen for row, chosen in matches.items()}
    imports.settle_columns(columns=held.columns, matches=rows, **words)
    return imports.propose_panel(**words)


def approve(held: PanelImport, officer: Any = None) -> PanelImport:
    actor = made.acting(officer or made.mo_publisher())
    return imports.approve_panel(actor=actor, at=made.NOW, import_id=held.pk)


def test_a_panel_becomes_a_published_edition_with_the_digest_of_its_source() -> None:
    content = file_of(*GOOD).read()
    held = approve(propose(uploaded(*GOOD)))
    edition = PanelEdition.objects.get()
    assert (edition.state, edition.year) == ("published", 2025)
    assert edition.source_digest == held.digest == hashlib.sha256(content).hexdigest()
    assert edition.source_file.stored_file_id == edition.source_digest
    assert (edition.prepared_by, edition.published_by) == (held.proposed_by, held.approved_by)
    assert Listing.objects.filter(state="active").count() == 3
    listing = Listing.objects.get(jurisdiction__code="CN-HK")
    assert listing.names == {"zh-hant": "陳大文", "zh-hans": "陈大文", "latin": "Chan Tai Man"}
    assert listing.registrant.register_no.startswith("MED-2026-")


def test_who_proposed_does_not_approve() -> None:
    held = propose(uploaded(*GOOD))
    with pytest.raises(ValidationError, match="another person approves"):
        approve(held, made.hk_publisher())
    assert not Listing.objects.exists() and not PanelEdition.objects.exists()


def test_the_second_of_two_who_approve_is_told_and_nothing_is_doubled() -> None:
    held = propose(uploaded(*GOOD))
    approve(held)
    with pytest.raises(ValidationError, match="State of the import"):
        approve(held, made.gd_publisher())
    assert Listing.objects.count() == 3


def test_an_error_in_one_row_stops_the_whole_file() -> None:
    held = uploaded(*GOOD, "上海,王五,,,,")
    with pytest.raises(ValidationError, match="1 error"):
        propose(held)
    assert not Person.objects.filter(names__text="陳大文").exists()


def test_a_name_that_stands_in_the_register_in_the_same_place_asks_a_person() -> None:
    known = made.registrant(made.mediator_user("known", {"zh-hant": "陳大文"}))
    held = uploaded(*GOOD)
    line = review(held).open_lines[0]
    assert (line.row.row, [one.pk for one in line.candidates]) == (2, [known.pk])
    with pytest.raises(ValidationError, match="Say who these rows are: 2"):
        propose(held)
    approve(propose(held, row_2=str(known.pk)))
    assert Listing.objects.get(registrant=known).names == {"zh-hant": "陳大文"}
    assert Registrant.objects.count() == 3


def test_a_person_may_say_that_it_is_somebody_else() -> None:
    made.registrant(made.mediator_user("known", {"zh-hant": "陳大文"}))
    approve(propose(uploaded(*GOOD), row_2=NEW))
    assert Registrant.objects.count() == 4


def test_the_same_name_in_another_place_asks_nobody() -> None:
    made.registrant(made.mediator_user("known", {"zh-hant": "陳大文"}), "MO")
    assert not review(uploaded(*GOOD)).open_lines


def test_a_register_number_names_its_registrant_and_other_names_are_a_warning() -> None:
    known = made.registrant(made.mediator_user("known", {"zh-hant": "陳小文"}))
    held = uploaded(f"香港,陳大文,,,,{known.register_no}")
    found = review(held)
    assert found.open_lines and any("other names" in problem.sentence for problem in found.warnings)
    approve(propose(held, row_2=str(known.pk)))
    assert Listing.objects.get().names == {"zh-hant": "陳小文"}


@pytest.mark.parametrize(
    ("number", "said"),
    [("MED-2026-000001-0", "check character is wrong"), ("MED-2026-000777-{}", "not in the register")],
)
def test_a_register_number_that_is_none_is_an_error(number: str, said: str) -> None:
    from portal.numbering import check_digit

    number = number.format(check_digit("MED-2026-000777"))
    found = review(uploaded(f"香港,陳大文,,,,{number}"))
    assert any(said in problem.sentence for problem in found.errors)


def test_a_file_in_big5_is_kept_as_text_with_its_own_bytes_sealed_beside_it() -> None:
    rows = ("香港,陳大文,,,Chan Tai Man,", "澳門,何美玲,,Maria Ho,,")
    head_in_big5 = "地區,中文姓名,,葡文姓名,英文姓名,登記編號"
    content = "\n".join([head_in_big5, *rows]).encode("big5hkscs")
    file = SimpleUploadedFile("panel.csv", content)
    held = uploaded(upload=file, file_name="panel.csv")
    held.refresh_from_db()
    assert held.encoding == "big5hkscs" and held.digest == hashlib.sha256(content).hexdigest()
    assert base64.b64decode(held.original) == content
    assert held.exhibit is not None and held.exhibit.stored_file.media_type == "text/plain"
    assert [line.row.names["zh-hant"] for line in review(held).lines] == ["陳大文", "何美玲"]


def test_an_earlier_listing_is_carried_when_its_holder_stands_in_the_file() -> None:
    listing = made.published_listing(year=2024)
    held = uploaded(f"香港,,,,,{listing.registrant.register_no}".replace(",,,,,", ",黃美玲,,,,"),
                    valid_from=made.TODAY + timedelta(days=1))  # fmt: skip
    approve(propose(held, row_2=str(listing.registrant_id)))
    newest = Listing.objects.get(edition__year=2025)
    assert newest.edition.entries.get().carried_from_id == listing.pk


def test_a_file_that_cannot_be_read_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError, match="neither a CSV"):
        uploaded(upload=SimpleUploadedFile("panel.csv", b"%PDF-1.7 x"))
    assert not PanelImport.objects.exists() and not Exhibit.objects.exists()


@pytest.mark.parametrize("change", ["year", "dates", "later"])
def test_an_edition_that_cannot_follow_is_refused_at_the_upload(change: str) -> None:
    if change == "dates":
        with pytest.raises(ValidationError):
            uploaded(*GOOD, valid_from=made.TODAY - timedelta(days=1))
        return
    made.published_listing(year=2025 if change == "year" else 2026)
    with pytest.raises(ValidationError, match=r"stands already|published already"):
        uploaded(*GOOD)


def test_a_discarded_file_stays_on_record_and_nothing_of_it_enters() -> None:
    held = propose(uploaded(*GOOD))
    words = {"actor": made.acting(made.gd_publisher()), "at": made.NOW, "import_id": held.pk}
    with pytest.raises(ValidationError, match="Give the reason"):
        imports.discard_panel(reason="", **words)
    imports.discard_panel(reason="Wrong file.", **words)
    assert PanelImport.objects.get().state == "discarded"
    assert not PersonName.objects.filter(text="陳大文").exists()


@pytest.mark.parametrize("seat", ["intake", "assessor", "decider"])
def test_only_publishers_bring_in_a_panel(seat: str) -> None:
    with pytest.raises(PermissionRefused):
        uploaded(*GOOD, actor=made.acting(made.officer("HK", seat)))


def test_the_pages_lead_from_the_upload_to_the_published_edition() -> None:
    proposer, approver = Client(), Client()
    people.sign_in(proposer, made.hk_publisher())
    people.sign_in(approver, made.mo_publisher())
    facts = {
        "scheme": made.scheme().pk, "year": 2025, "session": "8", "determined_date": "2026-11-20",
        "valid_from": "2026-11-20", "upload": file_of(*GOOD),
    }  # fmt: skip
    page = proposer.post(reverse("panel_imports:upload"), facts)
    held = PanelImport.objects.get()
    address = reverse("panel_imports:check", args=[held.pk])
    assert page.status_code == 302 and page["Location"] == address
    shown = proposer.get(address).content.decode()
    assert held.digest in shown and 'name="propose"' in shown
    columns = {name: str(place) for name, place in held.columns.items()}
    assert proposer.post(address, {**columns, "propose": "1"}).status_code == 302
    assert 'name="approve"' not in proposer.get(address).content.decode()
    assert 'name="approve"' in approver.get(address).content.decode()
    assert approver.post(address, {"approve": "1"}).status_code == 302
    assert PanelEdition.objects.get().state == "published"


def test_the_page_names_every_bad_row_and_offers_no_proposal() -> None:
    client = Client()
    people.sign_in(client, made.hk_publisher())
    held = uploaded(GOOD[0], GOOD[0], "上海,王五,,,,")
    shown = client.get(reverse("panel_imports:check", args=[held.pk])).content.decode()
    assert 'name="propose"' not in shown
    assert shown.count('<div class="help-block help-critical"') == 1
