"""The library's public addresses, for the sitemap."""

from __future__ import annotations

from collections.abc import Iterator

from foreign_law.models import Judgment, Provision
from foreign_law.models.codes import PLACES
from portal.web.sitemaps import Place


def public_places() -> Iterator[Place]:
    """The first page, every judgment, every work, every provision. Two queries, read in batches."""
    yield Place("law/")
    yield Place("law/judgments/")
    for jurisdiction, slug in Judgment.objects.values_list("jurisdiction", "slug"):
        yield Place(f"law/judgments/{PLACES[jurisdiction]}-{slug}/")
    work = ""
    rows = Provision.objects.order_by("instrument__jurisdiction", "instrument__slug", "order").values_list(
        "instrument__jurisdiction", "instrument__slug", "key"
    )
    for jurisdiction, slug, key in rows.iterator(chunk_size=2000):
        path = f"law/{PLACES[jurisdiction]}/{slug}/"
        if path != work:
            work = path
            yield Place(work)
        yield Place(f"{work}{key}/")
