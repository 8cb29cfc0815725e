"""The one place that knows WeasyPrint; it is imported when the first document is printed, since it needs Pango."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

STYLE = Path(__file__).parent / "print" / "print.css"
VARIANT = "pdf/ua-1"
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # eight lines for each page otherwise


class NothingIsFetched(URLFetcher):
    """A printed document holds everything itself: any address in it stops the printing."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"A printed document fetches nothing: {url[:80]}")


@lru_cache(maxsize=16)
def _style(path: Path, changed: float) -> CSS:
    """A parsed style sheet, until its file changes."""
    return CSS(string=path.read_text("utf-8"), url_fetcher=NothingIsFetched())


def pdf_of(html: str, *, stylesheets: Sequence[Path] = ()) -> bytes:
    """A whole page of HTML as a PDF, in the print style and these style sheets. Raises ValueError for an address."""
    styles = [_style(path, path.stat().st_mtime) for path in (STYLE, *stylesheets)]
    try:
        pdf = HTML(string=html, url_fetcher=NothingIsFetched()).write_pdf(
            stylesheets=styles, pdf_variant=VARIANT
        )
    except FatalURLFetchingError as error:  # not an Exception: it would end the whole request
        raise ValueError(str(error)) from error
    assert isinstance(pdf, bytes)
    return pdf


def objects_apart(pdf: bytes) -> bytes:
    """The same document without object streams: checking several signatures reads every object many times."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return out.getvalue()
