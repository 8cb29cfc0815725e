"""Figures, and the files for everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field

from foreign_law.api.entrance import router
from foreign_law.queries import figures as queries
from foreign_law.queries import redistribution
from i18n import languages


class LineOut(Schema):
    key: str
    count: int | None = Field(
        description="null: not told, since it is small or another could be computed from it."
    )
    half_within_days: int | None = Field(description="Durations: half of them took at most so many days.")


class AskedOut(Schema):
    provision: str
    headings: dict[str, str]
    count: int


class FiguresOut(Schema):
    counted_at: datetime = Field(description="When they were counted; they are kept for some minutes.")
    since: date = Field(description="Ascertainment: requests closed from this day,")
    until: date = Field(description="to before this one.")
    views_since: date = Field(description="Views: from this day to yesterday.")
    smallest: int = Field(description="Smaller counts are not told.")
    most_opened: list[AskedOut]
    tables: dict[str, list[LineOut]]


class DownloadOut(Schema):
    name: str
    kind: str
    jurisdiction: str
    language: str
    content_type: str
    rows: int
    size: int
    digest: str = Field(description="SHA-256")
    made_at: datetime
    notices: list[dict[str, str]] = Field(
        description="Publisher, licence, attribution of what the file holds."
    )
    url: str


@router.get("/figures", response=FiguresOut, summary="Figures of the law library", url_name="law-figures")
def figures(request: HttpRequest) -> dict[str, Any]:
    """What is opened most, how ascertainment went, what the library holds. No line names a court or a person."""
    found = queries.lately(timezone.now())
    return {
        "counted_at": found.counted_at,
        "since": found.since, "until": found.until, "views_since": found.views_since, "smallest": found.smallest,
        "most_opened": [
            {"provision": one.path.rstrip("/"), "headings": dict(one.headings), "count": one.count} for one in found.asked
        ],
        "tables": {
            name: [{"key": line.key, "count": line.count, "half_within_days": line.days} for line in lines]
            for name, lines in found.tables().items()
        },
    }  # fmt: skip


@router.get("/data", response=list[DownloadOut], summary="Files for everybody", url_name="law-data")
def data(request: HttpRequest) -> list[dict[str, Any]]:
    """What may be given out in bulk, as the last run of the job made it."""
    names = [name for name in DownloadOut.model_fields if name != "url"]
    return [
        {
            **{name: getattr(one, name) for name in names},
            "url": f"/{languages.DEFAULT}/law/data/{one.name}",
        }
        for one in redistribution.downloads()
    ]
