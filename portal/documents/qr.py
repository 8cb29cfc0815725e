"""QR codes as vector drawings, for pages and for print."""

from __future__ import annotations

from io import BytesIO

from django.utils.safestring import SafeString, mark_safe


def qr_svg(url: str, *, title: str = "") -> SafeString:
    """An SVG element that bears ``url`` (ISO/IEC 18004, error correction M: a folded sheet still reads).

    Black on nothing, no size of its own: the style sheet gives it. Raises ValueError for more than 1,500 characters.
    """
    if len(url) > 1500:
        raise ValueError("An address of more than 1,500 characters is not for a QR code.")
    import segno  # with whoever draws one

    out = BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, title=title or None, nl=False
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # nosec B308 B703 - drawn here, title escaped by segno
