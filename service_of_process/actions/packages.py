"""The evidence package of a service matter: documents, papers, proofs, hand-overs and decisions for the builder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.cases.actions.steps import day_of
from portal.evidence.log_files import canonical
from portal.evidence.registry import Binding, Contents, Item, Ledger
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import exhibit_store
from service_of_process.actions.steps import S
from service_of_process.documents import package_tables as tables
from service_of_process.models import ServiceMatter
from service_of_process.rules import lifecycle

JSON_TYPE, PDF_TYPE = "application/json", "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = "papers/papers.json"


def may_have_package(actor: Actor, number: str, at: datetime) -> bool:
    """The staff of the courts that have the matter. The parties' own view shows no addresses; a package does."""
    return ServiceMatter.objects.for_staff(actor, day_of(at)).filter(reference=number).exists()


def package_contents(number: str, at: datetime) -> Contents | None:
    """Everything of the matter with this number; None where there is none.

    :raises ValidationError: it is still a draft, so there is nothing to prove.
    """
    matter = (
        ServiceMatter.objects.select_related("court", "case", "addressee").filter(reference=number).first()
    )
    if matter is None:
        return None
    if matter.state == lifecycle.DRAFT:
        raise ValidationError(
            _("Nothing was sent or recorded yet, so there is no evidence of it."), code="state"
        )
    held, papers, texts = _exhibits(matter), _papers(matter, "pdf"), _papers(matter, "docx")
    return Contents(
        subject=(matter._meta.label, str(matter.pk)), reference=matter.reference, kind="service_of_process",
        chain=matter.chain, titles=_titles(), about=tables.about(matter),
        items=[
            *[_file(path, row.stored_file_id, row.stored_file.media_type) for path, row in held.items()],
            *[_file(path, digest, PDF_TYPE) for path, digest in papers.items()],
            *[_file(path, digest, DOCX_TYPE) for path, digest in texts.items()],
            *_tables(matter),
        ],
        bindings=_bindings(matter, held, papers, texts),
        ledgers=[Ledger(PAPERS, "papers", f"{S}paper_made", tables.PAPER_FIELDS)],
    )  # fmt: skip


def _titles() -> dict[str, str]:
    found = {}
    for code in languages.CODES:
        with translation.override(code):
            found[code] = _("Service of documents across the border")
    return found


def _file(path: str, digest: str, media_type: str) -> Item:
    return Item(path, partial(exhibit_store().opened, digest), media_type)


def _exhibits(matter: ServiceMatter) -> dict[str, Exhibit]:
    """Documents and translations by their numbers, then everything else that the court kept, each file once."""
    found: dict[str, Exhibit] = {}
    rows = matter.documents.select_related("exhibit__stored_file", "translation__stored_file")
    for row in rows.order_by("number"):
        found[f"documents/{row.number}{_ending(row.exhibit)}"] = row.exhibit
        if row.translation is not None:
            found[f"documents/{row.number}-translation{_ending(row.translation)}"] = row.translation
    seen = {exhibit.stored_file_id for exhibit in found.values()}
    rest = (
        Exhibit.objects.filter(scope=matter.chain).exclude(stored_file__in=seen).select_related("stored_file")
    )
    for number, exhibit in enumerate(rest.order_by("deposited_at", "id"), start=1):
        found[f"proofs/{number:03d}{_ending(exhibit)}"] = exhibit
    return found


def _ending(exhibit: Exhibit) -> str:
    """``.pdf``, from the kind of file that inspection found."""
    return f".{exhibit.stored_file.extension.lstrip('.').lower()}"


def _papers(matter: ServiceMatter, kind: str) -> dict[str, str]:
    """Path to digest of the court's own papers."""
    rows = matter.papers.order_by("number")
    digests = ((row, row.pdf_digest if kind == "pdf" else row.docx_digest) for row in rows)
    return {f"papers/{row.number:02d}-{row.form}.{kind}": digest for row, digest in digests if digest}


def _tables(matter: ServiceMatter) -> list[Item]:
    return [
        _json(PAPERS, lambda: {"papers": tables.papers(matter)}),
        _json("matter.json", lambda: tables.matter_table(matter)),
        _json("documents/documents.json", lambda: {"documents": tables.documents(matter)}),
        _json("hand-overs.json", lambda: {"hand_overs": tables.hand_overs(matter)}),
        _json("proofs/proofs.json", lambda: tables.proofs(matter)),
        _json("electronic.json", lambda: tables.electronic(matter)),
        _json("decisions.json", lambda: tables.decisions(matter)),
    ]


def _json(path: str, value: Callable[[], Json]) -> Item:
    return Item(path, lambda: BytesIO(canonical(value())), JSON_TYPE)


def _bindings(
    matter: ServiceMatter, held: dict[str, Exhibit], papers: dict[str, str], texts: dict[str, str]
) -> list[Binding]:
    """Which events name which files: each paper by its making, each exhibit of the matter by its deposit."""
    own = [
        path
        for path, row in held.items()
        if row.scope == matter.chain and row.state == Exhibit.State.ACCEPTED
    ]
    rows = [
        Binding(f"{S}paper_made", "digest", list(papers), "both"),
        Binding(f"{S}paper_made", "docx_digest", list(texts), "files"),
        Binding("exhibits.deposited", "digest", own, "files"),
    ]
    return [row for row in rows if row.paths]
