"""Why a file did not come or did not go in: every reason has words, told in the language of whoever reads them."""

from __future__ import annotations

import ast
import errno
import http.client
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.collecting import give_up
from foreign_law.gateways.connection import TookTooLong, why
from foreign_law.importers.archive import walk
from foreign_law.models import CollectedArchive, Collection
from foreign_law.queries.refusals import packed, sentence, told, unpacked
from foreign_law.rules.refusals import DEEPEST, PLACEHOLDER, WORDS, Reason, Refusal, read_reason, reason
from i18n import languages
from portal.identity.models import User
from tests.factories import people

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
NAMES = frozenset({"Refused", "UnknownKind", "FetchRefused", "ManifestRefused", "UnderWay", "reason", "why"})
NESTED = {"why", "stated", "found"}
CHINESE = re.compile("[\u4e00-\u9fff]")


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where the code gives a reason: the place, the code, and the names of the facts given."""
    root = Path(settings.BASE_DIR) / "foreign_law"
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Name)
                or node.func.id not in NAMES
            ):
                continue
            if node.func.id in ("reason", "why") and not _gives_a_reason(node):
                continue
            place = f"{path.relative_to(root)}:{node.lineno}"
            assert node.args and len(node.args) == 1, place
            given = {keyword.arg or "**" for keyword in node.keywords} - {"detail"}
            for code in _codes(node.args[0]):
                yield place, code, given


def _gives_a_reason(node: ast.Call) -> bool:
    return bool(node.args) and isinstance(node.args[0], ast.Constant | ast.IfExp)


def _codes(argument: ast.expr) -> list[str]:
    found = [
        one.value
        for one in ast.walk(argument)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return found or ["no code at all"]


def example(code: str) -> Reason:
    """A reason with every fact filled."""
    facts: dict[str, Any] = {}
    for name in PLACEHOLDER.findall(WORDS[code]):
        is_reason = name in NESTED and code in ("no_answer", "broke_off", "list_not_whole", "page_characters")
        facts[name] = reason("took_too_long") if is_reason else 7
    return reason(code, **facts)


def test_every_refusal_of_the_library_has_words_and_gives_the_facts_that_they_name() -> None:
    found = list(raised())
    wrong = [one for one in found if one[1] not in WORDS or one[2] != set(PLACEHOLDER.findall(WORDS[one[1]]))]
    assert not wrong, wrong
    assert {code for _place, code, _facts in found} >= set(WORDS) - {
        "connection_refused", "host_unknown", "certificate", "timed_out", "took_too_long", "ended_early",
    }  # fmt: skip  # chosen from a table in the gateway


@pytest.mark.parametrize("language", languages.CODES)
def test_every_reason_is_told_in_every_language(language: str) -> None:
    with translation.override(language):
        words = {code: sentence(example(code)) for code in WORDS}
    same = [code for code, said in words.items() if language != "en" and said == _english(code)]
    assert not same, same
    assert all(bool(CHINESE.search(said)) == language.startswith("zh") for said in words.values())


def _english(code: str) -> str:
    with translation.override("en"):
        return sentence(example(code))


def test_a_reason_is_kept_and_read_back_and_what_is_no_reason_is_told_as_it_stands() -> None:
    whole = Refusal("no_answer", why=reason("network", detail="No\x1b[2J route")).reason
    assert read_reason(whole.as_json()) == whole and "\x1b" not in whole.plain()
    assert str(Refusal("file_too_large", size=7)) == "the file is larger than 7 bytes"
    unfit: tuple[Any, ...] = (
        None, [], {}, {"code": "unheard of"}, {"code": "no_zip", "facts": {"more": 1}}, {"code": "server_answers"},
        {"code": "no_zip", "facts": []}, {"code": 5}, {"code": "server_answers", "facts": {"status": [1]}},
    )  # fmt: skip
    for kept in unfit:
        assert read_reason(kept) is None
        assert told({"file": "a.zip", "reason": "as it was", "why": kept}).english == "as it was"
    deep: Any = {"code": "timed_out", "facts": {}}
    for _level in range(DEEPEST + 2):
        deep = {"code": "no_answer", "facts": {"why": deep}}
    assert read_reason(deep) is None
    assert (
        unpacked("the server answers 404").english == "the server answers 404" and unpacked("").english == ""
    )
    assert unpacked("7").english == "7" and unpacked("[" * 90_000).sentence == ""
    long = reason("sent_elsewhere", place="x" * 900)
    assert len(packed(long, 500)) <= 500 and len(packed(long, 100)) == 100
    assert sentence(Reason("unheard of")) == Reason("unheard of").plain() == "unheard of"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConnectionRefusedError(111, "no"), "connection_refused"), (socket.gaierror(-2, "no"), "host_unknown"),
        (ssl.SSLCertVerificationError("no"), "certificate"), (TimeoutError("no"), "timed_out"),
        (TookTooLong(), "took_too_long"), (ConnectionResetError(104, "no"), "ended_early"),
        (http.client.BadStatusLine("x"), "garbled"), (OSError(errno.ENOSPC, "no"), "no_room"), (OSError("no"), "network"),
    ],
)  # fmt: skip
def test_what_breaks_a_connection_is_told_by_its_kind(error: Exception, code: str) -> None:
    for one in (error, URLError(error)):
        assert why(one).code == code and why(one).plain()
    assert code in WORDS


@pytest.fixture
def runs(db: None) -> Collection:
    """A run with reasons of each make: of the network, of a file, of a library, and one from before the codes."""
    run = Collection.objects.create(
        jurisdiction="CN-HK",
        address="https://a.example/",
        state="running",
        ordered_by="system:x",
        ordered_at=AT,
    )
    CollectedArchive.objects.create(
        collection=run, name="far.zip", address="https://a.example/far.zip", outcome="refused",
        reason=packed(reason("sent_elsewhere", place="https://b.example"), 500),
    )  # fmt: skip
    met = [
        ("list.json", reason("no_answer", why=reason("host_unknown"))),
        ("big.zip", reason("file_too_large", size=3 * 1024 * 1024)),
        ("odd.zip!a.xml", reason("malformed", line=3, detail="Opening and ending tag mismatch")),
    ]
    problems = [{"file": name, "reason": one.plain(), "why": one.as_json()} for name, one in met]
    give_up(
        run, reason("run_stopped"), AT, [*problems, {"file": "old.zip", "reason": "the server answers 418"}]
    )
    return run


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pt", ["o servidor não responde: o nome do servidor é desconhecido", "o ficheiro excede 3,0", "linha 3",
                "o servidor reencaminha para outro endereço (https://b.example)", "interrompida por um erro imprevisto"]),
        ("zh-hans", ["服务器没有响应：找不到主机名", "文件大于3.0", "第3行", "服务器跳转到另一地址（https://b.example）"]),
    ],
)  # fmt: skip
def test_page_tells_the_reasons_in_the_language_of_its_reader(
    runs: Collection, client: Client, language: str, expected: list[str]
) -> None:
    reader = people.librarian()
    User.objects.filter(pk=reader.pk).update(language=language)
    people.sign_in(client, reader)
    page = client.get(reverse("library_collecting:index")).content.decode()
    page = page.replace("\xa0", " ")
    assert [words for words in expected if words not in page] == []
    assert '<span lang="en">Opening and ending tag mismatch</span>' in page
    assert '<span lang="en">the server answers 418</span>' in page
    assert page.count('<span lang="en">') == 2 and "&quot;code" not in page


def test_walk_refuses_with_reasons_too(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert [found[1].code for found in walk([str(tmp_path / "a.zip"), str(tmp_path / "b.zip")])] == [  # type: ignore[index, union-attr]
        "archive_unreadable", "no_file",
    ]  # fmt: skip
