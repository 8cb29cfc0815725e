"""How many pages a deposited file has, by its kind. A file that cannot be counted is counted by whoever enters it."""

from __future__ import annotations

from typing import Any, BinaryIO


def pages_of(upload: Any) -> int | None:
    """Pages of an uploaded PDF of any length; None for another kind of file, or one that is damaged or locked.

    The upload stands at its beginning afterwards. The document's objects are not read, only its list of pages.
    """
    import pikepdf  # with the first upload: what reads a PDF is large

    file: BinaryIO = getattr(upload, "file", upload)
    file.seek(0)
    try:
        if file.read(5) != b"%PDF-":
            return None
        file.seek(0)
        with pikepdf.open(file, suppress_warnings=True) as document:
            return len(document.pages) or None
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return None
    finally:
        file.seek(0)
