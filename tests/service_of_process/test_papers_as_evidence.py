"""A service matter proves itself without the portal: the evidence package, the public check, the dossier."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.evidence import verify_evidence
from portal.evidence.registry import opens
from portal.exhibits.actions import deposit
from portal.exhibits.storage import exhibit_store
from portal.seals.pdf_checks import check_pdf
from portal.verification.registry import Standing
from service_of_process.actions import papers
from service_of_process.actions.packages import package_contents
from service_of_process.models import Confirmation, Leg, PaperMade, ServiceMatter
from service_of_process.queries.papers import answer, check_code_of
from service_of_process.rules import channels, lifecycle
from service_of_process.rules import papers as law
from tests.factories import evidence, people, service, service_papers
from tests.factories.service_papers import AT, clerk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def scan(pages: int) -> bytes:
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def an_exhibit(matter: ServiceMatter, pages: int = 1) -> Any:
    return deposit(
        actor=clerk(), at=AT, upload=SimpleUploadedFile("scan.pdf", scan(pages)), declared_name="scan.pdf",
        scope=matter.chain,
    )  # fmt: skip


@pytest.fixture
def proved() -> Leg:
    """A served matter with a document, a certificate as received, a hand-over, a letter and a certificate of our own."""
    matter = service.a_matter(lifecycle.SERVED)
    leg = service_papers.confirmed_leg(matter)
    service.a_document(matter, exhibit=an_exhibit(matter, 2), title="传票")
    leg.certificates.update(exhibit=an_exhibit(matter, 3))
    service_papers.hand_over(leg)
    for form in (law.REQUEST_HK, law.CERTIFICATE, law.HAND_OVER):
        make(leg, form)
    return leg


def make(leg: Leg, form: str, **words: Any) -> PaperMade:
    return papers.make_paper(actor=clerk(), at=AT, matter_id=leg.matter_id, leg_id=leg.pk, form=form, **words)


def exported(leg: Leg, folder: Path) -> Path:
    path = folder / "package.asice"
    call_command("export_evidence", leg.matter.reference, "-o", str(path), verbosity=0)
    return path


def offline(path: Path) -> subprocess.CompletedProcess[str]:
    """The verifier alone, as anybody runs it: no portal, no packages beside the standard library."""
    trusted = evidence.trusted()
    marks = [word for mark in trusted["ca"] for word in ("--ca", mark)]
    program = [
        sys.executable,
        "-S",
        verify_evidence.__file__,
        str(path),
        "--log-key",
        trusted["log_key"],
        *marks,
    ]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_the_package_of_a_matter_verifies_offline_and_a_changed_byte_does_not(
    proved: Leg, tmp_path: Path
) -> None:
    path = exported(proved, tmp_path)
    done = offline(path)
    assert done.returncode == 0, done.stdout + done.stderr
    files = evidence.members(path.read_bytes())
    assert {"documents/2.pdf", "papers/01-request_hk.pdf", "papers/01-request_hk.docx", "papers/02-certificate.pdf",
            "papers/papers.json", "hand-overs.json", "proofs/proofs.json", "decisions.json"} <= set(files)  # fmt: skip
    given = json.loads(files["hand-overs.json"])["hand_overs"][0]["digests"]
    assert set(given.values()) == {row.digest for row in proved.matter.documents.all()}
    content = bytearray(path.read_bytes())
    content[content.index(files["papers/02-certificate.pdf"]) + 5000] ^= 1
    path.write_bytes(bytes(content))
    assert offline(path).returncode == 1


def test_a_paper_exchanged_for_another_is_found_even_when_every_digest_is_made_to_fit(
    proved: Leg, tmp_path: Path
) -> None:
    from tests.faults.mutations import packed

    files = evidence.members(exported(proved, tmp_path).read_bytes())
    files["papers/02-certificate.pdf"] = files["papers/01-request_hk.pdf"]
    report = verify_evidence.verify(BytesIO(packed(files)), **evidence.trusted(), openssl=False)
    assert report.exit_code == 1


def test_a_draft_has_no_package_and_an_unknown_number_none() -> None:
    draft = service.a_matter(lifecycle.DRAFT)
    with pytest.raises(ValidationError):
        package_contents(draft.reference, AT)
    assert package_contents("SD-2026-QH-HK-O-99999-X", AT) is None


def test_the_package_is_the_courts_and_no_partys() -> None:
    matter = service.a_matter()
    assert opens(clerk(), matter.reference, AT)
    for user in (people.principal(), people.lawyer(), people.opponent(), people.clerk_b()):
        assert not opens(people.actor(user), matter.reference, AT)


def test_whoever_holds_a_paper_can_check_it_and_the_number_alone_opens_nothing(proved: Leg) -> None:
    paper = proved.papers.get(form=law.CERTIFICATE)
    number, on = proved.matter.reference, timezone.localdate(AT)
    for code in (check_code_of(paper), paper.pdf_digest[:16], paper.pdf_digest.upper()):
        found = answer(number, on, code)
        assert found.standing is Standing.VALID
        assert paper.pdf_digest in dict(found.facts).values()
        assert not [value for value in dict(found.facts).values() if "何" in value or "HO Tak" in value]
    wrong = [answer(number, on, code) for code in ("", "AAAA-BBBB-CCCC", paper.pdf_digest[:15])]
    wrong += [answer("SD-2026-QH-HK-O-99999-X", on, check_code_of(paper))]
    wrong += [answer(number, on - timedelta(days=1), check_code_of(paper))]
    assert {row.standing for row in wrong} == {Standing.NEVER_ISSUED} and len(set(wrong)) == 1


def test_a_certificate_whose_date_no_longer_stands_is_told_so(proved: Leg) -> None:
    paper = proved.papers.get(form=law.CERTIFICATE)
    Confirmation.objects.filter(leg=proved).update(superseded_at=AT + timedelta(days=3))
    number, code, made = proved.matter.reference, check_code_of(paper), timezone.localdate(AT)
    assert answer(number, made + timedelta(days=2), code).standing is Standing.VALID
    assert answer(number, made + timedelta(days=3), code).standing is Standing.NOT_VALID


def test_the_public_page_asks_for_the_code_and_answers(proved: Leg, client: Client) -> None:
    paper = proved.papers.get(form=law.CERTIFICATE)
    address = reverse("verification:number", args=[proved.matter.reference])
    assert paper.pdf_digest not in client.get(address).content.decode()
    given = {"number": proved.matter.reference, "on": "2026-11-20", "code": check_code_of(paper)}
    assert paper.pdf_digest in client.post(reverse("verification:verify"), given).content.decode()


def test_the_matter_is_bound_into_one_numbered_document(proved: Leg) -> None:
    paper = papers.make_paper(
        actor=clerk(), at=AT, matter_id=proved.matter_id, form=law.DOSSIER, second_language="pt"
    )
    with exhibit_store().opened(paper.pdf_digest) as file:
        content = file.read()
    assert check_pdf(content, at=AT).is_genuine and not paper.docx_digest
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert len(pdf.pages) >= 2 + 2 + 3
    assert (
        len(titles) == 1 + 1 + 3 + 1 + 1
    )  # contents, course, papers, the PDF document, the certificate received
    again = papers.make_paper(actor=clerk(), at=AT, matter_id=proved.matter_id, form=law.DOSSIER)
    assert again.number == paper.number + 1


def test_what_cannot_be_bound_is_named_by_its_digest_and_stops_nothing() -> None:
    matter = service.a_matter()
    service.a_leg(matter, channels.MAIL)
    paper = papers.make_paper(actor=clerk(), at=AT, matter_id=matter.pk, form=law.DOSSIER)
    assert paper.pdf_size > 1000
