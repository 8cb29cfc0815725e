"""Who cites a place: sections on its page, and the page with all of them."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from foreign_law.models import Instrument, Judgment, Provision, ProvisionVersion
from foreign_law.queries.graph import GROUPS, CitedBy, cited_by, cites
from foreign_law.queries.judgments import judgment_at
from foreign_law.queries.works import work_at
from foreign_law.rules.judgment_ids import shown_number
from foreign_law.views.citing import label
from foreign_law.views.shown import interface_language, nearest

PER_PAGE = 50
LAST_PAGE = 500
_NUMBER = re.compile(r"\d{1,3}")


def headings() -> dict[str, str]:
    """The heading of each group, on every page that shows it."""
    return {
        "legislation": _("Cited by legislation"),
        "judgments": _("Cited in judgments"),
        "mainland": _("Applied or cited in Mainland judgments"),
        "findings": _("Findings of Mainland courts"),
    }


def shown_groups(found: CitedBy) -> list[tuple[str, Any]]:
    """The groups that are not empty, with their headings."""
    words = headings()
    return [(words[group.name], group) for group in found.groups]


def of_provision(provision: Provision, versions: list[ProvisionVersion]) -> dict[str, Any]:
    """What the reading page says of the graph. ``versions``: the texts shown."""
    language = interface_language()
    work = provision.instrument
    return {
        "cited_by": shown_groups(cited_by(provision=provision, language=language)),
        "cites": cites(versions=versions, language=language) if versions else [],
        "all_citations": reverse("law:provision_citations", args=[work.place, work.slug, provision.key]),
    }


def of_work(work: Instrument) -> dict[str, Any]:
    """What the page of a work says of the graph."""
    return {
        "cited_by": shown_groups(cited_by(instrument=work, language=interface_language(), size=5)),
        "all_citations": reverse("law:citations", args=[work.place, work.slug]),
    }


def of_judgment(judgment: Judgment) -> dict[str, Any]:
    """What the page of a judgment says of the graph."""
    language = interface_language()
    return {
        "cited_by": shown_groups(cited_by(judgment=judgment, language=language)),
        "cites": cites(judgment=judgment, language=language),
        "all_citations": reverse("law:judgment_citations", args=[f"{judgment.place}-{judgment.slug}"]),
    }


def citations(request: HttpRequest, place: str, slug: str, key: str = "") -> HttpResponse:
    """Everything that cites a work or a provision, a page at a time."""
    work = work_at(place, slug)
    if work is None or not work.expressions.all():
        raise Http404
    shown = nearest(work.expressions.all(), interface_language())
    title, language = (shown.short_citation, shown.language) if shown else (work.citation_id, "en")
    back = reverse("law:instrument", args=[place, slug])
    provision = None
    if key:
        provision = Provision.objects.filter(instrument=work, key=key).first()
        if provision is None:
            raise Http404
        provision.instrument = work
        back = reverse("law:provision", args=[place, slug, key])
        title, language = _named(provision) or (f"{title} · {key}", language)
    return _page(request, title, language, back, instrument=work, provision=provision)


def judgment_citations(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that cites a judgment."""
    place, _dash, slug = key.partition("-")
    judgment = judgment_at(place, slug)
    if judgment is None:
        raise Http404
    texts = judgment.current_texts  # type: ignore[attr-defined]  # prefetched by the query
    title = texts[0].title if texts else shown_number(judgment.citation_id)
    language = texts[0].language if texts else "zh-hans" if place == "cn" else "en"
    return _page(request, title, language, reverse("law:judgment", args=[key]), judgment=judgment)


def _page(request: HttpRequest, title: str, language: str, back: str, **target: Any) -> HttpResponse:
    only = request.GET.get("group", "")
    if only not in GROUPS:
        only = ""
    asked = request.GET.get("page", "1")
    page = min(max(int(asked) if _NUMBER.fullmatch(asked) else 1, 1), LAST_PAGE) if only else 1
    found = cited_by(**target, language=interface_language(), page=page, size=PER_PAGE, only=only)
    groups = [(words, group) for words, group in shown_groups(found) if only in ("", group.name)]
    context = {
        "title": title,
        "title_language": language,
        "back": back,
        "groups": groups,
        "only": only,
        "found": found,
    }
    return render(request, "foreign_law/graph/citations.html", context)


def _named(provision: Provision) -> tuple[str, str] | None:
    """The name of a provision in the language nearest to the reader's, and that language; None where no text is held."""
    living = provision.versions.filter(superseded_at=None).select_related("expression").order_by("latest")
    texts = {version.expression: version for version in living}  # of each language the latest
    shown = nearest(list(texts), interface_language())
    if shown is None:
        return None
    return (
        f"{shown.short_citation} · {label(provision, texts[shown].number_label, shown.language)}",
        shown.language,
    )
