"""A table of cases goes in whole or not at all, and a second time changes nothing."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.cases import importers
from portal.cases.models import Case, CaseImport, Party
from tests.factories import cases, people

pytestmark = pytest.mark.django_db

HEAD = "法院,案号,程序,立案日期,原告,被告\n"
GOOD = HEAD + "CN-GD-QH,（2026）粤0391民初7号,普通程序,2026-05-04,陈一；陈二,虚构有限公司\n"
BAD = GOOD + "CN-GD-NS,,神秘程序,yesterday,陈三,李四\n"


def plan(text: str):
    table = importers.read_table(text.encode(), "cases.csv")
    return importers.plan(table, importers.guess_mapping(table.headings), [people.court()])


@pytest.fixture
def clerk(client):
    return people.sign_in(client, people.clerk_a())


def bring(client, content: bytes, name: str = "cases.csv") -> str:
    answer = client.post(reverse("cases_desk:import"), {"upload": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer["Location"]


def columns(held: CaseImport) -> dict[str, str]:
    return {column: str(place) for column, place in held.mapping.items()}


def test_headings_are_recognised_and_entities_told_from_people():
    [case] = plan(GOOD)
    assert not case.problems
    assert [(party.role, party.name, party.kind) for party in case.parties] == [
        ("plaintiff", "陈一", "natural"), ("plaintiff", "陈二", "natural"), ("defendant", "虚构有限公司", "entity"),
    ]  # fmt: skip


def test_bad_rows_are_named_by_row_and_column():
    found = [(problem.row, problem.column) for case in plan(BAD) for problem in case.problems]
    assert {row for row, _column in found} == {3}
    assert len(found) == 4


def test_the_same_case_twice_in_the_file_is_named():
    twice = GOOD + GOOD.removeprefix(HEAD)
    [_first, second] = plan(twice)
    assert "2" in second.problems[0].sentence


def test_a_table_is_previewed_imported_and_a_second_run_changes_nothing(clerk):
    address = bring(clerk, GOOD.encode("gb18030"))
    preview = clerk.get(address)
    assert preview.status_code == 200 and Case.objects.count() == 0
    held = CaseImport.objects.get()
    assert clerk.post(address, {**columns(held), "import": "1"}).status_code == 302
    assert Case.objects.count() == 1 and Party.objects.count() == 3
    held.refresh_from_db()
    assert (held.added, held.unchanged, held.table) == (1, 0, "")
    again = bring(clerk, GOOD.encode())
    assert clerk.post(again, {**columns(held), "import": "1"}).status_code == 302
    second = CaseImport.objects.exclude(pk=held.pk).get()
    assert (second.added, second.unchanged) == (0, 1)
    assert Case.objects.count() == 1 and Party.objects.count() == 3


def test_one_bad_row_keeps_the_whole_table_out(clerk):
    address = bring(clerk, BAD.encode())
    answer = clerk.post(address, {**columns(CaseImport.objects.get()), "import": "1"})
    assert answer.status_code == 200
    assert Case.objects.count() == 0
    assert "3" in answer.content.decode()


def test_a_case_that_stands_with_other_entries_is_named_and_not_overwritten():
    case = cases.a_case("（2026）粤0391民初7号")
    [planned] = plan(GOOD)
    assert planned.problems and case.reference in planned.problems[0].sentence


def test_a_workbook_is_read_with_its_dates():
    book = openpyxl.Workbook()
    book.active.append(["Court", "Case number", "Procedure", "Filing date"])
    book.active.append(["CN-GD-QH", "X 1", "summary", date(2026, 5, 4)])
    packed = io.BytesIO()
    book.save(packed)
    table = importers.read_table(packed.getvalue(), "cases.xlsx")
    [case] = importers.plan(table, importers.guess_mapping(table.headings), [people.court()])
    assert not case.problems and case.filed_date == date(2026, 5, 4)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n", b"PK not a workbook", b"\x00\x01\x02", b"x" * (importers.MOST_BYTES + 1)]
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content):
    with pytest.raises(ValidationError):
        importers.read_table(content, "cases.csv")


def test_another_clerk_does_not_see_the_table(clerk, client):
    address = bring(clerk, GOOD.encode())
    people.sign_in(client, people.clerk_b())
    assert client.get(address).status_code == 404


def test_planning_many_rows_costs_a_bounded_number_of_queries(django_assert_max_num_queries):
    people.court()
    rows = "".join(f"CN-GD-QH,number {n},普通程序,2026-05-04,陈一,李四\n" for n in range(300))
    table = importers.read_table((HEAD + rows).encode(), "cases.csv")
    court = people.court()
    with django_assert_max_num_queries(6):
        planned = importers.plan(table, importers.guess_mapping(table.headings), [court])
    assert len(planned) == 300
