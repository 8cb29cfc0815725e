"""A reason of the judge stands inside a sentence of the paragraph: it ends with one full stop, in every language."""

from __future__ import annotations

import re

import pytest

from foreign_law.documents.ascertainment.judgment_paragraph import paragraph
from foreign_law.documents.ascertainment.subject import Voice, subject_of
from foreign_law.rules.ascertainment import lifecycle, routes
from tests.factories import ascertainment as rows

pytestmark = pytest.mark.django_db
RUN_ON = re.compile(
    r"[^.:;»”)] (?:O Tribunal apreciou|Essa prova|The Court examined|It does not)|\.\.|。。|。）"
)


@pytest.mark.parametrize("stop", ["", ".", "。"])
@pytest.mark.parametrize("code", ["zh-hans", "zh-hant", "pt", "en"])
def test_the_next_sentence_begins_after_a_full_stop(code: str, stop: str) -> None:
    said = []
    request = rows.a_request(lifecycle.DETERMINED, basis=routes.CONFLICT_RULE)
    rows.a_determination(
        request, lifecycle.DETERMINED, no_supplement_reason=f"both texts are authentic{stop}"
    )
    said.append(paragraph(Voice(code, subject_of(request, on=rows.TODAY, paper=1, check_code="AAAA"))))
    request = rows.a_request(lifecycle.ADOPTED)
    rows.a_determination(
        request, lifecycle.ADOPTED, finding=rows.a_finding(), on_rebuttals=f"the book is no law{stop}"
    )
    said.append(paragraph(Voice(code, subject_of(request, on=rows.TODAY, paper=1, check_code="AAAA"))))
    assert "both texts are authentic" in said[0] and "the book is no law" in said[1]
    assert not [found[0] for text in said if (found := RUN_ON.search(text))]
