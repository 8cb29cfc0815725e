"""What can be told of an address by reading it: whether it is detailed enough for a letter of request (1999 art. 3;
2020 art. 10), and whether two papers say the same. It cannot tell whether somebody lives there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_MAILBOX = re.compile(
    r"(郵政信箱|邮政信箱|郵箱|邮箱|\bp\.?\s*o\.?\s*box\b|\bapartado\b|\bcaixa postal\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百零〇廿卅两兩]+\s*[號号樓楼座室層层栋棟幢期]")
_PLACE = re.compile(
    r"[街道路巷里村圍围邨苑樓楼閣阁]|大[廈厦]|中心|[廣广][場场]|工業|工业"
    r"|\b(road|street|avenue|lane|path|village|estate|house|building|court|tower|centre|center|plaza|mansion"
    r"|rua|avenida|travessa|estrada|calçada|beco|largo|praça|praceta|edif[ií]cio|edf|torre|bloco)\b",
    re.IGNORECASE,
)
DETAILED, WITHOUT_NUMBER, NOT_DETAILED, MAILBOX, EMPTY = (
    "detailed", "without_number", "not_detailed", "mailbox", "empty",
)  # fmt: skip


def detail_of(text: str) -> str:
    """How detailed a postal address reads: ``detailed``, ``without_number`` (a street or building without a number),
    ``not_detailed`` (a district only), ``mailbox`` or ``empty``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return EMPTY
    if _MAILBOX.search(plain):
        return MAILBOX
    if not _PLACE.search(plain):
        return NOT_DETAILED
    return DETAILED if _NUMBER.search(plain) else WITHOUT_NUMBER


def same_text(one: str, other: str, fold: Callable[[str], str] = str) -> bool:
    """Whether two entries say the same but for spaces, punctuation, width, case and what ``fold`` folds."""
    return _bare(one, fold) == _bare(other, fold)


def _bare(text: str, fold: Callable[[str], str]) -> str:
    plain = fold(unicodedata.normalize("NFKC", text)).casefold()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LN")
