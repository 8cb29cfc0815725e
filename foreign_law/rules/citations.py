"""Recognise citations of Hong Kong, Macao and Mainland law in a text and give each one canonical id.

Portuguese and Chinese citations of one act give one id: ``Lei n.º 5/2021`` and ``第5/2021號法律`` are
``mo:lei:5:2021``. A pinpoint (section, schedule, article) is the key of the provision in the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from foreign_law.rules import citation_patterns as shapes
from foreign_law.rules.codes import AMBIGUOUS, CODES, NAMES, code_of
from foreign_law.rules.numerals import chinese_number

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0x3010: 0x5B,
    0x3011: 0x5D,
}
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000\u3010\u3011]")
_REACH = 200  # how far before a citation its pinpoint may begin, in characters


@dataclass(frozen=True)
class Citation:
    """One citation found. ``start``/``end`` are offsets in the given text, pinpoint included.

    ``id`` is canonical (``hk:cap:486``, ``mo:lei:5:2021``, ``hk:neutral:hkcfa:2022:20``);
    ``provision`` the key of the unit (``s2``, ``sch1``, ``art2``) or empty for the whole act;
    ``anchor`` the paragraph inside it (``s2_1_a``, ``art2_1``) or empty.
    """

    start: int
    end: int
    id: str
    jurisdiction: str
    kind: str
    provision: str = ""
    anchor: str = ""


def recognise(text: str, *, jurisdiction: str = "") -> list[Citation]:
    """All citations in ``text``, in order, none overlapping.

    :param jurisdiction: whose text it is (``CN-MO`` …): decides names that two laws share (《民法典》).
    """
    plain = text.translate(_HALF_WIDTH) if _FULL_WIDTH.search(text) else text
    found = sorted(_all(plain, jurisdiction), key=lambda c: (c.start, -(c.end - c.start)))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def cited_alone(text: str, *, jurisdiction: str = "") -> Citation | None:
    """The citation when the text is one and nothing else: a search for it goes straight to its place."""
    found = recognise(text, jurisdiction=jurisdiction)
    if len(found) != 1:
        return None
    rest = text[: found[0].start] + text[found[0].end :]
    return found[0] if not re.sub(r"[\s.,;:()\[\]《》「」“”\"。，；：（）]", "", rest) else None


def address(citation_id: str) -> tuple[str, str]:
    """Place and slug of the work: ``hk:cap:614`` gives ``("hk", "cap-614")``."""
    place, _, rest = citation_id.partition(":")
    return place, rest.replace(":", "-")


def act_id(kind: str, number: str, year: str, before_handover: bool) -> str:
    """The canonical id of a Macao act: ``decreto-lei``, ``58``, ``1998``, True: ``mo:decreto-lei:58:98-m``."""
    return f"mo:{kind}:{int(number)}:{year[-2:] + '-m' if before_handover else year}"


def case_id(court: str, number: str, year: str, suffix: str) -> str:
    """The canonical id of a Macao case; ``court`` is ``*`` where the text does not name it."""
    return ":".join(filter(None, ("mo:case", court, str(int(number)), year, suffix.lower())))


def _all(plain: str, jurisdiction: str) -> Iterator[Citation]:
    lowered = plain.lower()
    for match in _where("cap" in lowered or "章" in plain, shapes.HK_CAP, plain):
        cap = (match["cap"] or match["zh"]).lower()
        yield _hk_pinned(plain, match, f"hk:cap:{cap}")
    for pattern, types in ((shapes.MO_ACT_PT, shapes.PT_TYPES), (shapes.MO_ACT_ZH, shapes.ZH_TYPES)):
        for match in _where("/" in plain, pattern, plain):
            identity = act_id(types[match["t"].lower()], match["n"], match["y"], bool(match["m"]))
            yield _mo_pinned(plain, match, identity)
    for match in _where("digo" in lowered or "法典" in plain, NAMES, plain):
        if _is_macao_code(plain, match, jurisdiction):
            yield _mo_pinned(plain, match, code_of(match).citation_id)
    yield from _cases(plain, "hk" in lowered)


def _where(likely: bool, pattern: re.Pattern[str], plain: str) -> Iterator[re.Match[str]]:
    """The matches, looked for only where a cheap sign says that there may be one."""
    return pattern.finditer(plain) if likely else iter(())


def _is_macao_code(plain: str, match: re.Match[str], jurisdiction: str) -> bool:
    """A Chinese name may be the Mainland's code: the context must name Macao, or the text be Macao's."""
    if code_of(match).portuguese[0] == match[0][0].upper():
        return True
    named = re.search(r"澳[門门][^。；;]{0,6}$", plain[max(0, match.start() - 20) : match.start()])
    return jurisdiction == "CN-MO" or bool(named) or (jurisdiction == "" and match[0] != AMBIGUOUS)


def _cases(plain: str, hong_kong: bool) -> Iterator[Citation]:
    makers: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = (
        (shapes.HK_NEUTRAL, "CN-HK", lambda m: f"hk:neutral:{m['c'].lower()}:{m['y']}:{int(m['n'])}"),
        (shapes.HK_REPORT, "CN-HK", _report_id),
        (shapes.HK_ACTION, "CN-HK", lambda m: f"hk:action:{m['p'].lower()}:{m['y']}:{int(m['n'])}"),
        (shapes.MO_CASE, "CN-MO", lambda m: case_id(_court(plain, m), m["n"], m["y"], m["s"] or "")),
        (shapes.MO_TJB, "CN-MO", _tjb_id),
        (shapes.CN_CASE, "CN", lambda m: f"cn:case:{m['y']}:{m['c']}{m['k']}:{int(m['n'])}"),
        (shapes.CN_INTERPRETATION, "CN", lambda m: f"cn:fashi:{m['y']}:{int(m['n'])}"),
    )
    numbered = "号" in plain or "號" in plain
    signs = {
        shapes.HK_NEUTRAL: hong_kong,
        shapes.HK_REPORT: hong_kong,
        shapes.HK_ACTION: "/" in plain,
        shapes.MO_CASE: "/" in plain,
        shapes.MO_TJB: shapes.MO_TJB_MIDDLE.search(plain) is not None,
    }
    for pattern, jurisdiction, identity in makers:
        kind = "statute" if pattern is shapes.CN_INTERPRETATION else "case"
        for match in _where(signs.get(pattern, numbered), pattern, plain):
            yield Citation(match.start(), match.end(), identity(match), jurisdiction, kind)


def _report_id(match: re.Match[str]) -> str:
    parts = ("hk:report", match["r"].lower(), match["y1"] or match["y2"], match["v"] or "", match["p"])
    return ":".join(part for part in parts if part)


def _tjb_id(match: re.Match[str]) -> str:
    parts = ("mo:case:tjb", match["u"], match["y"], match["n"], match["k"], match["a"] or "")
    return ":".join(part.lower() for part in parts if part)


def _court(plain: str, match: re.Match[str]) -> str:
    """The Macao court named nearest before the number within 80 characters, else ``*``."""
    before = plain[max(0, match.start() - 80) : match.start()]
    positions = {
        court: max((found.end() for found in pattern.finditer(before)), default=-1)
        for court, pattern in shapes.COURTS.items()
    }
    court = max(positions, key=lambda name: positions[name])
    return court if positions[court] >= 0 else "*"


def _hk_pinned(plain: str, match: re.Match[str], identity: str) -> Citation:
    pin, start, end = _pin(plain, match, shapes.HK_TAILS, shapes.HK_HEADS)
    provision = anchor = ""
    if pin is not None and pin.groupdict().get("sch"):
        provision = f"sch{pin['sch'].upper()}"
    elif pin is not None:
        provision = f"s{pin['s'].upper()}"
        deeper = re.findall(r"\(([^)]*)\)", pin["deep"] or "")
        anchor = "_".join([provision, *deeper]) if deeper else ""
    return Citation(start, end, identity, "CN-HK", "statute", provision, anchor)


def _mo_pinned(plain: str, match: re.Match[str], identity: str) -> Citation:
    pin, start, end = _pin(plain, match, shapes.MO_TAILS, shapes.MO_HEADS)
    provision = anchor = ""
    number = chinese_number(pin["a"]) if pin is not None else None
    if pin is not None and number is not None:
        groups = pin.groupdict()
        provision = f"art{number}" + (f"-{groups['x'].lower()}" if groups.get("x") else "")
        paragraph = chinese_number(groups["p"]) if groups.get("p") else None
        anchor = f"{provision}_{paragraph}" if paragraph is not None else ""
    return Citation(start, end, identity, "CN-MO", "statute", provision, anchor)


def _pin(
    plain: str, match: re.Match[str], tails: tuple[re.Pattern[str], ...], heads: tuple[re.Pattern[str], ...]
) -> tuple[re.Match[str] | None, int, int]:
    """The pinpoint right after or right before a citation, with the span of both together."""
    for tail in tails:
        if after := tail.match(plain, match.end()):
            return after, match.start(), after.end()
    offset = max(0, match.start() - _REACH)
    for head in heads:
        if before := head.search(plain[offset : match.start()]):
            return before, offset + before.start(), match.end()
    return None, match.start(), match.end()


CODE_IDS: frozenset[str] = frozenset(code.citation_id for code in CODES)
"""Ids of works that are codes, never of the acts that approve them."""
