"""A matter as one paginated PDF for the electronic dossier: its course, the court's papers, the documents, the proofs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import override
from PIL import Image

from portal.documents.letter_pdf import letter_pdf
from portal.documents.letters import Block, Letter, Paragraph, Table
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import exhibit_store
from service_of_process.documents.paper_parts import form
from service_of_process.documents.paper_subject import court_name
from service_of_process.models import Channel, Leg, PaperMade, ServiceMatter
from service_of_process.rules import papers as law
from service_of_process.rules import texts

PDF = "application/pdf"
Course = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Held:
    """One file of the matter: its title in each language, its digest, its type, whether it may be shown."""

    titles: Mapping[str, str]
    digest: str
    media_type: str
    is_readable: bool = True

    @property
    def is_bound(self) -> bool:
        """True for what can become pages: PDFs and pictures that were let through."""
        return self.is_readable and (self.media_type == PDF or self.media_type.startswith("image/"))


def bound(
    paper: PaperMade, codes: Sequence[str], courses: Mapping[str, Course], *, is_simulated: bool, on: date
) -> bytes:
    """The dossier of ``paper.matter`` in one or two languages, before it is sealed.

    ``courses`` hold, in each language, day and sentence of every event. Raises PartRefused, TofuRefused, FileBroken.
    """
    from portal.documents.dossier import Part, dossier  # with the first dossier: what binds PDFs is large

    matter = paper.matter
    files = list(files_of(matter, codes))
    front = letter_pdf(_front(paper, codes, courses, files, is_simulated, on))
    first, second = codes[0], codes[1] if len(codes) > 1 else None
    words = {code: texts.say(code, "h_event") for code in codes}
    parts = [Part(words[first], front, first, words[second] if second else "")]
    for file in files:
        if file.is_bound:
            beside = file.titles[second] if second else ""
            parts.append(Part(file.titles[first], _pages(file), first, beside))
    names = {code: f"{texts.say(code, 't_dossier')} {matter.reference}" for code in codes}
    return dossier(names[first], parts, first, second, second_title=names[second] if second else "")


def files_of(matter: ServiceMatter, codes: Sequence[str]) -> Iterator[Held]:
    """Papers, documents with their translations, then every other exhibit of the matter, each file once."""
    seen: set[str] = set()
    for paper in matter.papers.exclude(form=law.DOSSIER).order_by("number"):
        titles = {
            c: f"{texts.say(c, 'x_paper', number=paper.number)} · {texts.say(c, 't_' + paper.form)}"
            for c in codes
        }
        yield Held(titles, paper.pdf_digest, PDF)
    for row in matter.documents.filter(withdrawn_at=None).select_related("exhibit", "translation"):
        titles = {c: f"{row.number}. {texts.say(c, 'k_' + row.kind)}" for c in codes}
        yield from _once(seen, _held(row.exhibit, titles))
        if row.translation is not None:
            beside = {c: f"{title} · {texts.say(c, 'x_translation')}" for c, title in titles.items()}
            yield from _once(seen, _held(row.translation, beside))
    rest = Exhibit.objects.filter(scope=matter.chain).select_related("stored_file", "copy")
    for number, exhibit in enumerate(rest.order_by("deposited_at", "id"), start=1):
        yield from _once(seen, _held(exhibit, {c: texts.say(c, "x_file", number=number) for c in codes}))


def _held(exhibit: Exhibit, titles: Mapping[str, str]) -> Held:
    given = exhibit.given_file
    return Held(titles, given.digest, given.media_type, exhibit.is_readable)


def _once(seen: set[str], file: Held) -> Iterator[Held]:
    if file.digest not in seen:
        seen.add(file.digest)
        yield file


def _pages(file: Held) -> BinaryIO:
    """The file as PDF; of a picture, one page of its size."""
    content = exhibit_store().opened(file.digest)
    if file.media_type == PDF:
        return content
    with content, Image.open(content) as picture:
        out = BytesIO()
        picture.convert("RGB").save(out, "PDF", resolution=150)
    out.seek(0)
    return out


def _front(
    paper: PaperMade, codes: Sequence[str], courses: Mapping[str, Course], files: Sequence[Held],
    is_simulated: bool, on: date,
) -> Letter:  # fmt: skip
    """The first part: what the matter is, its legs, its course, the files with their digests."""
    letter: Letter | None = None
    for code in reversed(codes):
        letter = Letter(
            title=texts.say(code, "t_dossier"), number=paper.matter.reference, language=code, second=letter,
            blocks=_blocks(paper.matter, code, courses[code], files, on),
            court=court_name(paper.matter.court, code),
            mark=texts.say(code, "simulated") if is_simulated else "",
        )  # fmt: skip
    assert letter is not None  # a paper has a language
    return letter


def _blocks(matter: ServiceMatter, code: str, course: Course, files: Sequence[Held], on: date) -> list[Block]:
    with override(code):
        state = str(matter.get_state_display())
        legs = [_leg_row(leg, code) for leg in matter.legs.order_by("number")]
    effective = texts.told_day(code, matter.effective_date) if matter.effective_date else ""
    case = matter.case.court_number if matter.case else matter.foreign_case_number
    say = {
        key: texts.say(code, key)
        for key in ("h_number", "h_leg", "h_state", "h_on", "h_event", "h_file", "h_digest")
    }
    blocks: list[Block] = [
        Paragraph(texts.say(code, "b_dossier", number=matter.reference)),
        form([
            (texts.say(code, "l_case"), case), (texts.say(code, "l_nature"), matter.nature),
            (texts.say(code, "l_addressee"), matter.addressee.name), (texts.say(code, "l_state"), state),
            (texts.say(code, "l_effective"), effective), (say["h_on"], texts.told_day(code, on)),
        ]),
        Table([say["h_number"], say["h_leg"], say["h_state"]], legs or [["—", "—", "—"]], widths=(2, 10, 8)),
        Table([say["h_on"], say["h_event"]], [list(row) for row in course], widths=(5, 15)),
        Table([say["h_file"], say["h_digest"]], [[file.titles[code], file.digest] for file in files] or [["—", "—"]],
              widths=(7, 13)),
    ]  # fmt: skip
    left = [[file.titles[code], file.digest] for file in files if not file.is_bound]
    if left:
        blocks += [
            Paragraph(texts.say(code, "not_bound")),
            Table([say["h_file"], say["h_digest"]], left, widths=(7, 13)),
        ]
    return blocks


def _leg_row(leg: Leg, code: str) -> list[str]:
    date_words = f" · {texts.told_day(code, leg.confirmed_date)}" if leg.confirmed_date else ""
    return [str(leg.number), str(Channel(leg.channel).label), f"{leg.get_state_display()}{date_words}"]
