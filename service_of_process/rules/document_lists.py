"""Which judicial documents each instrument names, by the kinds of the document set.

Hong Kong 1999 art. 9 names eleven, "subject to exchanged specimens"; Macao 2020 art. 15 ends in "other judicial documents
and annexes"; the 2009 Provisions, art. 2, end in "and other documents related to the proceedings".
"""

from __future__ import annotations

HONG_KONG, MACAO = "HK", "MO"

#: 起诉状副本、上诉状副本、授权委托书、传票、判决书、调解书、裁定书、决定书、通知书、证明书、送达回证
IN_1999 = frozenset({
    "claim", "appeal", "power", "summons", "judgment", "mediation", "ruling", "decision", "notice", "certificate",
    "return_receipt",
})  # fmt: skip
#: 反诉状副本、答辩状副本、支付令: in the lists of 2020 and 2009, not in that of 1999.
IN_2009_AND_2020 = IN_1999 | {"counterclaim", "defence", "payment_order"}
#: Documents that only courts of Hong Kong or Macao issue: 状词 (writ), 誓章 (affidavit), 法庭命令 (order).
OF_OTHER_COURTS = frozenset({"writ", "affidavit", "order"})

LISTED, NOT_LISTED, OPEN_ENDED, NOT_OURS = "listed", "not_listed", "open_ended", "not_ours"


def standing_of(kind: str, region: str) -> str:
    """Where a document stands when a Mainland court entrusts it to a region.

    ``listed``: named. ``open_ended``: covered by Macao's closing words. ``not_listed``: Hong Kong's list does not name
    it; the requested court goes by the specimens exchanged. ``not_ours``: no court of the Mainland issues it.

    :raises ValueError: another region than HK or MO.
    """
    if region not in (HONG_KONG, MACAO):
        raise ValueError(f"no arrangement with {region!r}")
    if kind in OF_OTHER_COURTS:
        return NOT_OURS
    if region == HONG_KONG:
        return LISTED if kind in IN_1999 else NOT_LISTED
    return LISTED if kind in IN_2009_AND_2020 else OPEN_ENDED
