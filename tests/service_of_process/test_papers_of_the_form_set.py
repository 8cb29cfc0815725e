"""Every paper of the form set: made of the record, sealed, kept, named in the log; nothing is made of what is not there."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document

from portal.audit.models import Event
from portal.documents.letters import rows_of
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from portal.seals.pdf_checks import check_pdf
from service_of_process.actions import papers
from service_of_process.documents.paper_subject import subject_of
from service_of_process.documents.papers import letter_of
from service_of_process.forms.offered import offered
from service_of_process.models import Leg, PaperMade
from service_of_process.rules import channels, lifecycle, texts
from service_of_process.rules import papers as law
from tests.factories import people, service, service_papers
from tests.factories.service_papers import AT, clerk, leg_for

pytestmark = pytest.mark.django_db
LETTERS = [form for form in law.FORMS if form != law.DOSSIER]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def made(form: str, leg: Leg | None = None, **words: Any) -> PaperMade:
    leg = leg or leg_for(form)
    return papers.make_paper(actor=clerk(), at=AT, matter_id=leg.matter_id, leg_id=leg.pk, form=form, **words)


def content(paper: PaperMade) -> bytes:
    with exhibit_store().opened(paper.pdf_digest) as file:
        return file.read()


def text_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing (Debian package poppler-utils)")
    (folder / "one.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", folder / "one.pdf", "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", "", done.stdout)


def subject(form: str) -> Any:
    return subject_of(leg_for(form), form=form, on=date(2026, 11, 20), paper=1, check_code="AAAA-BBBB-CCCC")


@pytest.mark.parametrize("form", LETTERS)
def test_every_letter_says_the_same_blocks_in_all_four_languages(form: str) -> None:
    letter = letter_of(form, subject(form), law.EVERY_LANGUAGE, is_simulated=True)
    rows = rows_of(letter)
    assert rows and [voice.language for voice in letter.voices()] == list(law.EVERY_LANGUAGE)
    assert all("{" not in voice.title + voice.mark for voice in letter.voices())


def test_every_phrase_is_there_in_every_language_with_the_same_places() -> None:
    first = texts.WORDS["zh-hans"]
    for code, words in texts.WORDS.items():
        assert set(words) == set(first), code
        for key, sentence in words.items():
            assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", first[key])), (
                code,
                key,
            )


def test_every_phrase_is_said_somewhere() -> None:
    sources = "".join(
        path.read_text() for path in Path(papers.__file__).parents[1].joinpath("documents").glob("*.py")
    )
    built = ("b_", "c_", "t_", "k_", "w_")
    said = [
        key
        for key in texts.WORDS["en"]
        if key.startswith(built) or f'"{key}"' in sources or f"'{key}'" in sources
    ]
    assert set(texts.WORDS["en"]) - set(said) <= {"HK", "MO"}


@pytest.mark.parametrize("form", [law.REQUEST_MACAO, law.CERTIFICATE, law.HAND_OVER])
def test_a_paper_is_sealed_kept_and_named_in_the_log(form: str) -> None:
    paper = made(form)
    pdf = content(paper)
    assert check_pdf(pdf, at=AT).is_genuine
    assert sha256(pdf).hexdigest() == paper.pdf_digest and len(pdf) == paper.pdf_size
    event = Event.objects.filter(act="service_of_process.paper_made").latest("position")
    assert paper.pdf_digest in bytes(event.body).decode()
    assert paper.is_simulated and paper.text_version == texts.VERSION
    assert bool(paper.docx_digest) == (form in law.WITH_DOCX)


def test_the_fonts_of_a_letter_are_embedded() -> None:
    with pikepdf.open(BytesIO(content(made(law.REQUEST_HK)))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        held = [font.DescendantFonts[0].FontDescriptor for font in fonts]
        assert held and all("/FontFile2" in row or "/FontFile3" in row for row in held)


def test_the_letter_of_request_states_what_article_3_asks(tmp_path: Path) -> None:
    leg = leg_for(law.REQUEST_HK)
    text = text_of(content(made(law.REQUEST_HK, leg)), tmp_path)
    for said in (
        "委托书",
        "何德榮",
        "HOTakWing",
        "香港九龍虛構街8號12樓A室",
        "买卖合同纠纷",
        "两个月内",
        "LetterofRequest",
    ):
        assert said in text, said
    assert leg.reference in text and leg.matter.case is not None
    assert re.sub(r"\s+", "", leg.matter.case.court_number) in text


def test_the_docx_holds_the_same_words_to_go_on_writing() -> None:
    paper = made(law.REMINDER)
    with exhibit_store().opened(paper.docx_digest) as file:
        words = "".join(paragraph.text for paragraph in Document(file).paragraphs)
    assert "第1次催办" in words and "Reminder" in words


def test_a_letter_to_hong_kong_is_the_high_peoples_courts_and_an_authorised_court_writes_to_macao_itself() -> (
    None
):
    assert subject(law.REQUEST_HK).issuer.code == service.HPC
    assert subject(law.REQUEST_MACAO).issuer.code == service.HPC
    service.authorised_for_macao()
    assert subject(law.REQUEST_MACAO).issuer == people.court()
    assert subject(law.TRANSFER).issuer == people.court()


def test_the_certificate_speaks_four_languages_and_names_the_judges_date(tmp_path: Path) -> None:
    text = text_of(content(made(law.CERTIFICATE)), tmp_path)
    for said in ("送达证明书", "送達證明書", "CertidãodeCitaçãoouNotificação", "CertificateofService"):
        assert said in text, said
    assert "2026年10月12日" in text and "12deOutubrode2026" in text


def test_no_certificate_of_service_is_made_before_the_judge_confirmed() -> None:
    leg = service.a_leg(service.a_matter(), channels.ENTRUSTED_HK, lifecycle.PROVED)
    service_papers.a_proof(leg)
    with pytest.raises(ValidationError):
        made(law.CERTIFICATE, leg)
    assert not PaperMade.objects.exists()


def test_the_notice_tells_the_term_that_the_judge_chose(tmp_path: Path) -> None:
    leg = leg_for(law.NOTICE_TEXT)
    assert "三个月" in text_of(content(made(law.NOTICE_TEXT, leg)), tmp_path)
    leg.matter.notice_basis = "cpl-2023-art283-notice"
    leg.matter.save()
    text = text_of(content(made(law.NOTICE_TEXT, leg)), tmp_path)
    assert "六十日" in text and "第二百八十三条" in text


@pytest.mark.parametrize("form", LETTERS)
def test_a_paper_is_refused_where_the_leg_has_not_what_it_says(form: str) -> None:
    bare = service.a_leg(service.a_matter(), channels.NOTICE if form != law.NOTICE_TEXT else channels.MAIL)
    with pytest.raises(ValidationError, match="does not hold"):
        made(form, bare)


def test_the_table_of_papers_never_mixes_directions() -> None:
    for channel, form in product(channels.CHANNELS, LETTERS):
        facts = law.LegFacts(channel, lifecycle.DONE, True, True, True, True, True, True)
        family, can = channels.family_of(channel), law.possible(form, facts)
        if form in law.REQUEST_OF.values():
            assert can == (law.REQUEST_OF.get(channel) == form)
        if form == law.COMPLETION:
            assert can == (family == channels.INBOUND)
        if form == law.NOTICE_TEXT:
            assert can == (family == channels.PUBLIC)
        if form == law.CERTIFICATE:
            assert can == (channel == channels.INBOUND_SERVICE)


def test_a_paper_is_chinese_first() -> None:
    leg = leg_for(law.REQUEST_HK)
    with pytest.raises(ValidationError, match="Chinese first"):
        made(law.REQUEST_HK, leg, language="pt", second_language="en")
    alone = made(law.REQUEST_HK, leg, language="zh-hant", second_language="")
    assert (alone.language, alone.second_language) == ("zh-hant", "")


def test_a_name_without_a_glyph_stops_the_paper_and_is_named() -> None:
    leg = leg_for(law.REQUEST_HK)
    leg.matter.addressee.name = "何\U000323af"
    leg.matter.addressee.save()
    with pytest.raises(ValidationError):
        made(law.REQUEST_HK, leg)
    assert not PaperMade.objects.exists()


def test_strangers_make_and_fetch_nothing(client: Client) -> None:
    paper = made(law.REQUEST_HK)
    assert paper.leg is not None
    for user in (people.principal(), people.lawyer(), service.panel_member()):
        with pytest.raises(PermissionRefused):
            papers.make_paper(
                actor=people.actor(user), at=AT, matter_id=paper.matter_id, leg_id=paper.leg_id, form=law.REQUEST_HK
            )  # fmt: skip
    people.sign_in(client, people.principal())
    address = reverse("service:paper_pdf", args=[paper.pk])
    assert client.get(address).status_code == 404


def test_the_clerk_fetches_pdf_and_docx_and_each_fetching_is_logged(client: Client) -> None:
    paper = made(law.REQUEST_HK)
    people.sign_in(client, people.clerk_a())
    for kind in ("pdf", "docx"):
        answer = client.get(reverse(f"service:paper_{kind}", args=[paper.pk]))
        body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        assert sha256(body).hexdigest() == (paper.pdf_digest if kind == "pdf" else paper.docx_digest)
        assert "noindex" in answer["X-Robots-Tag"] and "sandbox" in answer["Content-Security-Policy"]
    assert Event.objects.filter(act="service_of_process.paper_read").count() == 2


def test_the_high_peoples_court_makes_papers_of_the_legs_that_came_to_it_only() -> None:
    matter = service.a_matter()
    up = service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.AT_UPPER)
    mail = service.a_leg(matter, channels.MAIL)
    upper = people.actor(people.assistance_desk())
    words = {"actor": upper, "at": AT, "matter_id": matter.pk}
    assert papers.make_paper(**words, leg_id=up.pk, form=law.REQUEST_HK).number == 1
    for leg_id, form in ((mail.pk, law.RETURN_RECEIPT), (None, law.DOSSIER)):
        with pytest.raises(PermissionRefused):
            papers.make_paper(**words, leg_id=leg_id, form=form)


def test_the_desk_offers_only_the_papers_that_can_be_made() -> None:
    buttons = [row for row in offered() if row.act == "paper_made" and row.on_leg]
    leg = leg_for(law.REQUEST_HK)
    form = buttons[0].form(matter=leg.matter, leg=leg)
    assert [code for code, _label in form.fields["form"].choices] == [
        law.REQUEST_HK, law.TRANSFER, law.REMINDER, law.RETURN_RECEIPT,
    ]  # fmt: skip
