"""A work in a format of exchange."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from pydantic import BeforeValidator

from foreign_law.api.entrance import router
from foreign_law.documents.akn import akn_document
from foreign_law.models.codes import rank
from foreign_law.queries.whole_text import whole_text
from foreign_law.queries.works import work_at
from foreign_law.rules.akn_names import LANGUAGES

Language = Literal["zh-hant", "zh-hans", "pt", "en"]
Empty = BeforeValidator(lambda value: None if value == "" else value)
Day = Annotated[date | None, Empty]
TextLanguage = Annotated[Language | None, Empty]
_NAME = re.compile(r"[A-Za-z0-9-]{1,80}")


@router.get("/{place}/{slug}/akn", summary="One work as Akoma Ntoso 3.0", response={200: None})
def work_as_akn(
    request: HttpRequest, place: str, slug: str, lang: TextLanguage = None, on: Day = None
) -> HttpResponse:  # fmt: skip
    """The whole work as it stood on a day (without one: the newest held), in one language, as an XML file."""
    work = work_at(place, slug) if _NAME.fullmatch(slug) else None
    if work is None:
        raise Http404
    held = sorted((-rank(one.authenticity), one.language) for one in work.expressions.all())  # type: ignore[attr-defined]
    language = lang or (held[0][1] if held else "")
    whole = whole_text(work, language=language, on=on)
    if whole is None:
        raise Http404
    day = f"-{whole.version_date.isoformat()}" if whole.version_date else ""
    answer = HttpResponse(
        akn_document(whole, made=timezone.localdate()), content_type="application/akn+xml; charset=utf-8"
    )
    name = f"{work.place}-{work.slug}-{LANGUAGES[language]}{day}.akn.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
