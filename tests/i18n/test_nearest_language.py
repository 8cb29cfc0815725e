"""A text in the reader's language, or in the nearest one that has it."""

from __future__ import annotations

import pytest

from i18n import languages

NAMES = {"zh-hant": "法院", "en": "court", "pt": ""}


@pytest.mark.parametrize(
    ("code", "said"),
    [("zh-hant", "法院"), ("zh-hans", "法院"), ("pt", "court"), (None, "法院"), ("en", "court")],
)
def test_the_nearest_language_that_has_a_text_is_taken(code: str | None, said: str) -> None:
    assert languages.nearest(NAMES, code) == said


@pytest.mark.parametrize("names", [None, {}, {"en": ""}])
def test_where_no_language_has_a_text_none_is_made_up(names: dict[str, str] | None) -> None:
    assert languages.nearest(names, "pt") == ""
