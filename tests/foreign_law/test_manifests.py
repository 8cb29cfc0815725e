"""The publisher's weekly lists: every shape that they may have, and addresses that stay on the host."""

from __future__ import annotations

from typing import Any

import pytest

from foreign_law.rules.manifests import MAX_ARCHIVES, ManifestRefused, archives_in

LIST = "https://publisher.example/doj/data/hkel_list_c_all_en.json"
HERE = "https://publisher.example/doj/data/"
DIGEST = "ab" * 32


def test_resources_are_found_with_digest_size_and_date_and_chapters_name_them_once_more() -> None:
    data = {
        "DataSet": [
            {
                "DataResource": {
                    "url": f"{HERE}a.zip",
                    "sha256": DIGEST.upper(),
                    "fileSize": 12,
                    "fileDate": "2026-11-20",
                }
            },
            {"DataResource": [{"@url": f"{HERE}b.zip", "size": "34"}]},
        ],
        "Chapter": [
            {"CapNo": "1", "Version": [{"DataResourceUrl": f"{HERE}a.zip", "FileName": "cap_1_en_c.xml"}]}
        ],
    }
    first, second = archives_in(data, address=LIST)
    assert (first.name, first.url, first.digest, first.size, first.stated) == (
        "a.zip", f"{HERE}a.zip", DIGEST, 12, "2026-11-20",
    )  # fmt: skip
    assert (second.name, second.digest, second.size, second.stated) == ("b.zip", "", 34, "")


def test_digest_that_stands_later_in_the_list_counts() -> None:
    data = [
        {"Version": {"DataResourceUrl": "a.zip"}},
        {"url": "a.zip", "hash": DIGEST},
        {"url": "a.zip", "hash": "x"},
    ]
    assert [one.digest for one in archives_in(data, address=LIST)] == [DIGEST]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("c.zip", f"{HERE}c.zip"),
        ("/other/c.zip", "https://publisher.example/other/c.zip"),
        ("https://elsewhere.example/x/c.zip", f"{HERE}c.zip"),
        ("//elsewhere.example/c.zip", f"{HERE}c.zip"),
        ("ftp://elsewhere.example/c.zip", f"{HERE}c.zip"),
    ],
)
def test_archives_are_asked_for_on_the_host_of_the_list(url: str, asked: str) -> None:
    assert [one.url for one in archives_in({"url": url}, address=LIST)] == [asked]


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, 7, "text", {"url": "page.html"}, {"url": ".zip"}, {"url": "a b.zip"}, {"url": "https://[x/a.zip"},
        {"url": "x/%2e%2e%2fa.zip"}, {"url": 5},
        {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": {"k": {"l": {"m": "deep.zip"}}}}}}}}}}}}},
    ],
)  # fmt: skip
def test_lists_without_archives_are_refused(data: Any) -> None:
    with pytest.raises(ManifestRefused, match="names no archive"):
        archives_in(data, address=LIST)


def test_list_of_too_many_archives_is_refused() -> None:
    with pytest.raises(ManifestRefused, match="more than"):
        archives_in([f"{number}.zip" for number in range(MAX_ARCHIVES + 1)], address=LIST)
