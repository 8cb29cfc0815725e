"""The open directory of institutions and experts, as its page shows it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from foreign_law.api.entrance import router
from foreign_law.models import LawProvider
from foreign_law.queries.ascertainment.provider_work import name_in
from foreign_law.queries.ascertainment.providers import directory
from i18n import languages

SIZE, LAST_PAGE = 20, 200


class ProvidersQuery(Schema):
    """Parameters of the directory."""

    kind: Literal["institution", "expert"] | None = None
    page: int = Field(1, ge=1, le=LAST_PAGE)


class ProviderOut(Schema):
    provider: str
    kind: str
    names: dict[str, str] = Field(description="By language; only those that are entered.")
    laws: list[str] = Field(description="CN-HK, CN-MO …: the laws it ascertains.")
    routes: list[int] = Field(
        description="Items of art. 2 of the interpretation on which it is asked: 4, 5, 6."
    )
    fields_of_law: str
    languages: list[str]
    fees: str = Field(description="As it states them itself; empty: not stated.")
    turnaround: str = Field(description="As it states it itself; empty: not stated.")
    stated_date: date | None
    source: str
    website: str
    url: str


class ProvidersOut(Schema):
    total: int
    page: int
    results: list[ProviderOut]


@router.get(
    "/providers",
    response=ProvidersOut,
    summary="Institutions and experts on foreign law",
    url_name="law-providers",
)
def providers(request: HttpRequest, asked: Query[ProvidersQuery]) -> dict[str, Any]:
    """Who agreed to be shown in the open directory, 20 to a page. To be listed is not a recommendation."""
    found = directory().order_by("kind", "pk")
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    first = (asked.page - 1) * SIZE
    return {
        "total": found.count(),
        "page": asked.page,
        "results": [_provider(one) for one in found[first : first + SIZE]],
    }


def _provider(one: LawProvider) -> dict[str, Any]:
    named = {code: name_in(one, code) for code in languages.CODES}
    return {
        "provider": str(one.pk), "kind": one.kind,
        "names": {code: name for code, (name, written) in named.items() if name and written == code},
        "laws": one.jurisdictions, "routes": one.routes, "fields_of_law": one.fields_of_law,
        "languages": [code for code in one.languages if code in languages.CODES], "fees": one.fees,
        "turnaround": one.turnaround, "stated_date": one.stated_date, "source": one.source, "website": one.website,
        "url": f"/{languages.DEFAULT}/law/providers/{one.pk}/",
    }  # fmt: skip
