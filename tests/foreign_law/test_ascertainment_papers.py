"""The papers of an ascertainment: what they say, in which languages, who may read them, what the public check answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import papers, wordings
from foreign_law.documents.ascertainment.judgment_paragraph import paragraph
from foreign_law.documents.ascertainment.papers import free_texts, letter_of
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.models import (
    AscertainmentPaper,
    AscertainmentRequest,
    Questioning,
)
from foreign_law.queries.ascertainment.papers import answer, check_code_of
from foreign_law.rules.ascertainment import lifecycle, routes, texts
from foreign_law.rules.ascertainment import papers as law
from portal.documents.letters import rows_of
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from portal.seals.pdf import check_pdf
from portal.verification.registry import Standing
from tests.factories import ascertainment as rows
from tests.factories import people
from tests.factories.ascertainment_papers import a_full_request, with_costs

pytestmark = pytest.mark.django_db
EVERY = ("zh-hans", "zh-hant", "pt", "en")
AT = rows.NOW


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def clerk() -> Any:
    return people.actor(people.clerk_a())


def subject(request: AscertainmentRequest, **of: Any) -> Any:
    return subject_of(request, on=rows.TODAY, paper=1, check_code="AAAA-BBBB-CCCC", **of)


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
    folder = Path(papers.__file__).parents[2] / "documents" / "ascertainment"
    sources = "".join(path.read_text() for path in folder.glob("*.py"))
    built = ("law_", "t_", "r_", "o_", "u_", "a_", "st_", "how_", "q_", "c_", "d_", "h_", "l_", "lang_")
    worth = {"authentic", "official", "convenience", "machine"}
    unsaid = {key for key in texts.WORDS["en"] if not key.startswith(built) and f'"{key}"' not in sources}
    assert unsaid <= worth


@pytest.mark.parametrize("basis", routes.BASES)
@pytest.mark.parametrize("kind", law.OF_REQUEST)
def test_a_paper_says_the_same_blocks_in_all_four_languages(kind: str, basis: str) -> None:
    request = a_full_request(basis=basis)
    with_costs(request)
    letter = letter_of(kind, subject(request), EVERY, is_simulated=True)
    assert rows_of(letter) and [voice.language for voice in letter.voices()] == list(EVERY)


def test_the_paragraph_for_the_judgment_tells_the_whole_process() -> None:
    said = paragraph(Voice("zh-hans", subject(a_full_request(basis=routes.PARTY_CHOICE))))
    for words in (
        "本案当事人选择适用香港特别行政区法律", "至2026年10月8日届满", "内容不充分", "通过不同途径补充查明", "虛構法律查明研究所",
        "2026年11月20日在法庭出示", "该条不适用于分期付款合同", "（第八条第二项）", "违约金条款有效",
    ):  # fmt: skip
        assert words in said, words


def test_a_statement_before_the_judges_answer_says_that_it_is_a_draft() -> None:
    letter = letter_of(
        law.PROCESS_STATEMENT, subject(a_full_request(lifecycle.POSITIONS)), ["zh-hans"], is_simulated=False
    )
    assert "须经承办法官审定" in letter.mark
    assert "尚未" in paragraph(Voice("zh-hans", subject(a_full_request(lifecycle.POSITIONS))))


def test_unascertainable_names_the_routes_that_were_tried() -> None:
    request = rows.a_request(lifecycle.UNASCERTAINABLE)
    for route in (routes.CENTRAL_AUTHORITY, routes.INSTITUTION_OR_EXPERT):
        rows.an_attempt(request, route, lifecycle.ASSESSED, outcome="none")
    rows.a_determination(request, lifecycle.UNASCERTAINABLE, reasons="均无结果")
    said = paragraph(Voice("zh-hans", subject(request)))
    assert "通过2种不同途径" in said and "适用中华人民共和国法律" in said


def test_a_paper_is_sealed_kept_and_named_in_the_log() -> None:
    request = a_full_request()
    paper = papers.make_paper(
        actor=clerk(), at=AT, request_id=request.pk, kind=law.PROCESS_STATEMENT, second_language="pt"
    )
    with exhibit_store().opened(paper.pdf_digest) as file:
        pdf = file.read()
    assert check_pdf(pdf, at=AT).is_genuine and sha256(pdf).hexdigest() == paper.pdf_digest
    assert paper.docx_digest and paper.is_simulated
    assert request.course.filter(act="foreign_law.paper_made").count() == 1


def test_a_macao_letter_rests_on_article_25_and_asks_what_article_3_wants() -> None:
    request = rows.a_request(lifecycle.IN_PROGRESS, jurisdiction="CN-MO", language="pt")
    attempt = rows.an_attempt(request, routes.CENTRAL_AUTHORITY, lifecycle.OPENED)
    letter = letter_of(
        law.REQUEST_LETTER, subject(request, attempt=attempt), ("zh-hans", "pt"), is_simulated=False
    )
    said = "".join(getattr(block, "text", "") for block in letter.blocks)
    assert "澳门特别行政区终审法院" in said and "第二十五条" in said and "获得途径、效力情况" in said


def test_a_scope_note_names_the_check_of_the_home_law() -> None:
    request = a_full_request(lifecycle.POSITIONS)
    attempt = request.attempts.get(number=2)
    held = Questioning.objects.create(
        attempt=attempt, number=1, state="allowed", how="online", home_law_checked=True, home_law_note="无禁止性规定",
        scope_note="第9001章第2条的理解", scheduled_at=AT,
    )  # fmt: skip
    paper = papers.make_paper(
        actor=clerk(), at=AT, request_id=request.pk, kind=law.SCOPE_NOTE, questioning_id=held.pk
    )
    assert paper.attempt == attempt and paper.kind == law.SCOPE_NOTE


def test_a_paper_that_the_record_does_not_carry_is_refused() -> None:
    request = rows.a_request(lifecycle.DRAFT)
    with pytest.raises(ValidationError):
        papers.make_paper(actor=clerk(), at=AT, request_id=request.pk, kind=law.PROCESS_STATEMENT)
    assert not AscertainmentPaper.objects.exists()


def test_a_wording_stands_beside_the_chinese_until_the_chinese_changes() -> None:
    request = a_full_request()
    asked = free_texts(law.PROCESS_STATEMENT, subject(request), "pt")
    part = next(key for key in asked if key.endswith(":content"))
    wordings.enter_wordings(
        actor=clerk(), at=AT, request_id=request.pk, language="pt", translator="Ana Sousa",
        entries={part: (asked[part], "A cláusula penal é válida.")},
    )  # fmt: skip
    assert "A cláusula penal é válida." in paragraph(Voice("pt", subject(request)))
    decided = request.determinations.get()
    decided.content = "违约金条款无效。"
    decided.save()
    assert "A cláusula penal" not in paragraph(Voice("pt", subject(request)))


def test_nobody_answers_for_a_wording_without_a_translator() -> None:
    request = a_full_request()
    with pytest.raises(ValidationError) as refused:
        wordings.enter_wordings(
            actor=clerk(),
            at=AT,
            request_id=request.pk,
            language="pt",
            translator=" ",
            entries={"x": ("文", "texto")},
        )
    assert "translator" in refused.value.message_dict


@pytest.mark.parametrize(
    ("who", "state", "kind", "opens"),
    [
        ("clerk_a", lifecycle.POSITIONS, law.PROCESS_STATEMENT, True),
        ("judge_a", lifecycle.POSITIONS, law.PROCESS_STATEMENT, True),
        ("clerk_b", lifecycle.POSITIONS, law.PROCESS_STATEMENT, False),
        ("principal", lifecycle.POSITIONS, law.PROCESS_STATEMENT, False),
        ("principal", lifecycle.CLOSED, law.PROCESS_STATEMENT, True),
        ("opponent", lifecycle.CLOSED, law.CITATION_PACK, True),
        ("expert", lifecycle.CLOSED, law.PROCESS_STATEMENT, False),
        ("expert", lifecycle.IN_PROGRESS, law.REQUEST_LETTER, True),
        ("other_expert", lifecycle.IN_PROGRESS, law.REQUEST_LETTER, False),
        ("principal", lifecycle.IN_PROGRESS, law.REQUEST_LETTER, False),
        ("stranger", lifecycle.CLOSED, law.PROCESS_STATEMENT, False),
    ],
)
def test_who_may_read_which_paper(who: str, state: str, kind: str, opens: bool, client: Client) -> None:
    request = a_full_request(state if state != lifecycle.IN_PROGRESS else lifecycle.IN_PROGRESS)
    attempt = request.attempts.get(number=2)
    paper = AscertainmentPaper.objects.create(
        request=request, attempt=attempt if kind == law.REQUEST_LETTER else None, number=1, kind=kind, text_version="t",
        pdf_digest=_kept(b"%PDF-1.7 test"), pdf_size=13, made_at=AT, made_by="user:test",
    )  # fmt: skip
    user = getattr(rows, who)() if hasattr(rows, who) else getattr(people, who)()
    people.sign_in(client, user)
    address = reverse("law:paper_pdf", args=[paper.pk])
    assert client.get(address).status_code == (200 if opens else 404)
    assert client.get(reverse("law:paper_docx", args=[paper.pk])).status_code == 404


def _kept(content: bytes) -> str:
    from io import BytesIO

    digest = sha256(content).hexdigest()
    exhibit_store().put(digest, BytesIO(content))
    return digest


def test_a_paper_of_another_request_is_not_made() -> None:
    mine, other = a_full_request(lifecycle.POSITIONS), rows.a_request(lifecycle.IN_PROGRESS)
    attempt = rows.an_attempt(other)
    with pytest.raises(PermissionRefused):
        papers.make_paper(
            actor=clerk(), at=AT, request_id=mine.pk, kind=law.REQUEST_LETTER, attempt_id=attempt.pk
        )


def test_the_public_check_knows_a_paper_by_its_code_until_the_decision_is_set_aside() -> None:
    request = a_full_request()
    paper = papers.make_paper(actor=clerk(), at=AT, request_id=request.pk, kind=law.PROCESS_STATEMENT)
    assert answer(request.reference, rows.TODAY, check_code_of(paper)).standing is Standing.VALID
    assert answer(request.reference, rows.TODAY, "0000-0000-0000").standing is Standing.NEVER_ISSUED
    assert answer(request.reference, date(2026, 1, 1), check_code_of(paper)).standing is Standing.NEVER_ISSUED
    decided = request.determinations.get()
    decided.set_aside_at = AT.replace(hour=9)
    decided.save()
    assert answer(request.reference, rows.TODAY, check_code_of(paper)).standing is Standing.NOT_VALID
