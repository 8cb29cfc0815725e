"""The files for everybody: the list, and one file as a stream."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foreign_law.documents.downloads import path_of
from foreign_law.queries import redistribution as queries


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What may be given out, with licence, attribution, digest, size and day; and what may not, and why."""
    held = queries.publishers()
    words = {
        "downloads": queries.downloads(), "withheld": [one for one in held if not one.standing.allowed],
    }  # fmt: skip
    return render(request, "foreign_law/data.html", words)


@require_safe
def download(request: HttpRequest, name: str) -> FileResponse:
    """One file; its digest is its ETag."""
    found = queries.download_named(name)
    if found is None or not path_of(found).is_file():
        raise Http404
    answer = FileResponse(
        path_of(found).open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    answer["ETag"] = f'"{found.digest}"'
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
