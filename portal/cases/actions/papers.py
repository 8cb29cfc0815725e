"""What every module does alike with the papers that the court makes of a record: seal them, and keep both files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.exhibits.storage import exhibit_store
from portal.seals.errors import KeyProblem
from portal.seals.pdf import SealedPdf


@contextmanager
def refused_without_key() -> Iterator[None]:
    """Nothing is made while there is nothing to seal with.

    :raises ValidationError: there is no key.
    """
    try:
        yield
    except KeyProblem as error:
        sentence = _("The portal has no key to seal with; nothing was made.")
        raise ValidationError(sentence, code="no_seal") from error


def keep(paper: Any, sealed: SealedPdf, docx: bytes) -> None:
    """Both files into the store, their digests into the row of the paper, for the caller to save; no DOCX where it is empty.

    :raises FileRefused: there is no room.
    """
    store = exhibit_store()
    paper.pdf_digest, paper.pdf_size = sha256(sealed.content).hexdigest(), len(sealed.content)
    paper.seal_level, paper.is_simulated = sealed.level, sealed.is_simulated
    store.put(paper.pdf_digest, BytesIO(sealed.content))
    if docx:
        paper.docx_digest = sha256(docx).hexdigest()
        store.put(paper.docx_digest, BytesIO(docx))
