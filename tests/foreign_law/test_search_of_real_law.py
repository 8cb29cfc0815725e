"""The real texts: what the commission promised of search and reading, kept to the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from foreign_law.models import ProvisionVersion
from foreign_law.queries.history import compare
from foreign_law.queries.searching import Ask, find
from foreign_law.queries.works import work_at
from foreign_law.search import index_pending
from i18n.folding import fold

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CITATIONS = {
    "Cap. 486 s. 2": "hk/cap-486/s2/",
    "第486章第2條": "hk/cap-486/s2/",
    "Decreto-Lei n.º 58/98/M": "mo/decreto-lei-58-98-m/",
    "第48/99/M號法令": "mo/decreto-lei-48-99-m/",
}


def uids(text: str, *, expand: bool = True) -> set[str]:
    found: set[str] = set()
    for page in range(1, 20):
        findings = find(Ask(text, AT.date(), expand=expand, page=page, size=100, grouped=False))
        found |= {hit.unit.uid for hit in findings.hits}
        if not findings.has_next:
            break
    return found


@pytest.fixture
def real(
    db: None, settings: object, tmp_path: Path, corpora: Path, import_paths: Callable[..., object]
) -> None:
    """Every real text of this machine, imported and indexed, and the term base."""
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    import_paths(corpora / "hk", corpora / "macao")
    call_command("seed_terms", verbosity=0)
    index_pending(at=AT)


def test_search_keeps_its_promises(real: None, client: Client) -> None:
    assert uids("資料使用者") == uids("资料使用者") != set()
    assert uids("seguranca") == uids("segurança") != set()
    found = find(Ask("data user", AT.date(), size=100, grouped=False))
    assert {"en", "zh-hant"} <= {hit.unit.language for hit in found.hits}
    assert ("資料使用者", True) in {(one.form, one.used) for one in found.plan.expansions}
    for text, path in CITATIONS.items():
        assert client.get("/zh-hant/law/", {"q": text})["Location"] == f"/zh-hant/law/{path}"
    assert "資料使用者" in client.get("/en/law/", {"q": "data user"}).content.decode()


def test_two_characters_are_exact_on_the_real_texts(real: None) -> None:
    texts = {
        version.uid: fold(f"{version.heading}\n{version.text}")
        for version in ProvisionVersion.objects.filter(superseded_at=None, latest=True).select_related(
            "provision__instrument", "expression"
        )
    }
    for word in ("資料", "使用", "條例", "私隱", "查閱", "法令", "貨幣", "公布", "专员"):
        wanted = {uid for uid, text in texts.items() if fold(word) in text}
        assert {uid for uid in uids(word, expand=False) if "@" in uid} == wanted, word


def test_cap_614_differs_between_two_days_where_the_sources_differ_and_only_there(
    real: None, client: Client
) -> None:
    work = work_at("hk", "cap-614")
    assert work is not None
    first, second = date(2017, 2, 24), date(2018, 4, 20)
    differing = set()
    for key in work.provisions.values_list("key", flat=True):
        on_first, on_second = (
            ProvisionVersion.objects.filter(
                provision__instrument=work, provision__key=key, sightings__held_version__held_date=day,
                superseded_at=None,
            ).first()
            for day in (first, second)
        )  # fmt: skip
        if on_first is None or on_second is None:
            continue
        comparison = compare(work, key, language="en", first=first, second=second)
        assert comparison is not None
        one, two = (
            (
                version.heading,
                version.status,
                [(n.get("num"), n.get("text"), n.get("rows")) for n in version.body],
            )
            for version in (on_first, on_second)
        )
        assert comparison.same == (one == two), key
        if not comparison.same:
            differing.add(key)
    assert differing == {"s2", "s4", "s11", "s12", "s14", "s15", "s16"}
    page = client.get("/en/law/hk/cap-614/s2/?on=2018-04-20&compare=2012-01-16").content.decode()
    assert "(if any)" in page and "<ins>" in page
    hole = client.get("/en/law/hk/cap-614/s2/?on=2017-06-01").content.decode()
    assert "nothing is held between" in hole
    assert client.get("/pt/law/mo/lei-7-2013/art2/").status_code == 200
    assert client.get("/pt/law/mo/decreto-lei-58-98-m/art1/").status_code == 200
    assert client.get("/en/law/hk/cap-614/s2/?on=2018-05-01").status_code == 200
