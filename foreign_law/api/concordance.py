"""The term base: concepts looked up, and one concept with its forms."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import BeforeValidator, Field

from foreign_law.api.entrance import router
from foreign_law.forms.concordance import FIELDS
from foreign_law.models import Concept
from foreign_law.queries import concordance as queries
from i18n import languages

Letter = Annotated[str, Field(pattern=r"^([A-Z#]|)$")]


def _known(value: Any) -> Any:
    """A field of the closed list; an empty parameter is a missing one."""
    if value and value not in FIELDS:
        raise ValueError("not a field of law of this library")
    return value or None


Known = Annotated[str | None, BeforeValidator(_known)]


class TermsQuery(Schema):
    """Parameters of the concordance."""

    q: str = Field("", description="A term in any language; script, accents and case do not matter.")
    field: Known = Field(
        None, description="Field of law, as `field` of the answers; hk and mo: terms defined there."
    )
    letter: Letter = Field(
        "", description="First letter of the English or Portuguese term; # where there is none."
    )
    page: int = Field(1, ge=1, le=1000)


class FormOut(Schema):
    language: str
    jurisdiction: str = Field(description="CN, CN-HK, CN-MO; empty: of none in particular.")
    text: str
    status: str = Field(description="official: stands in `source`; working: a working translation.")
    source: str
    degree: str = Field(description="same, near, or none: no equivalent, the text is a rendering.")
    note: str = Field(description="In English.")


class ConceptOut(Schema):
    concept: str
    field: str
    version: int = Field(description="Raised by every act of an editor.")
    forms: list[FormOut]
    url: str


class TermsOut(Schema):
    total: int
    page: int
    results: list[ConceptOut]


@router.get("/terms", response=TermsOut, summary="Terms of the concordance", url_name="law-terms")
def terms(request: HttpRequest, asked: Query[TermsQuery]) -> dict[str, Any]:
    """Concepts with all their forms; best match first where `q` is given, else in the order of the alphabet."""
    wanted = queries.Wanted(asked.q, asked.field or "", asked.letter, asked.page)
    listed = queries.concepts(wanted)
    return {"total": listed.total, "page": asked.page, "results": [_concept(one) for one in listed.concepts]}


@router.get("/terms/{slug}", response=ConceptOut, summary="One concept", url_name="law-term")
def term(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A concept; one that was merged answers with the concept it joined. 404 when there is none."""
    found = queries.concept_at(slug)
    if found is None:
        raise Http404
    return _concept(found)


def _concept(concept: Concept) -> dict[str, Any]:
    names = tuple(FormOut.model_fields)
    forms = [{name: getattr(form, name) for name in names} for form in concept.living]  # type: ignore[attr-defined]
    return {
        "concept": concept.slug, "field": concept.domain, "version": concept.version, "forms": forms,
        "url": f"/{languages.DEFAULT}/law/terms/{concept.slug}/",
    }  # fmt: skip
