"""Three opinions on the signatures of a document: pyHanko, the portal's own check, openssl. Called inside the portal."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def verdict(path: str, at: str) -> dict[str, Any]:
    """The bottom lines of every signature, the portal's word, and openssl's for each CMS over its byte range."""
    from portal.seals.authorities import roots
    from portal.seals.pdf import check_pdf

    content = Path(path).read_bytes()
    reader = PdfFileReader(BytesIO(content), strict=False)
    signatures = reader.embedded_regular_signatures
    context = ValidationContext(
        trust_roots=list(roots()), allow_fetching=False, revocation_mode="soft-fail", retroactive_revinfo=True
    )
    lines = [bool(validate_pdf_signature(one, context).bottom_line) for one in signatures]
    own = check_pdf(content, at=datetime.fromisoformat(at))
    return {
        "bottom_lines": lines, "is_genuine": own.is_genuine, "problem": own.problem,
        "openssl": [_openssl(content, one) for one in signatures],
    }  # fmt: skip


def _openssl(content: bytes, signature: Any) -> bool:
    """``openssl cms -verify`` of one signature against the demonstration's root."""
    from asn1crypto import pem

    from portal.seals.authorities import roots

    begin, length, after, rest = (int(number) for number in signature.byte_range)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "signed").write_bytes(content[begin : begin + length] + content[after : after + rest])
        (folder / "cms").write_bytes(
            signature.signed_data_container.dump()
            if hasattr(signature, "signed_data_container")
            else bytes(signature.pkcs7_content)
        )
        (folder / "roots.pem").write_bytes(
            b"".join(pem.armor("CERTIFICATE", root.dump()) for root in roots())
        )
        done = subprocess.run(
            ["openssl", "cms", "-verify", "-inform", "DER", "-in", "cms", "-content", "signed", "-binary", "-purpose", "any",
             "-CAfile", "roots.pem", "-out", "out"],
            cwd=folder, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0
