"""The periods that run from the day of service: answer and appeal (CPL 128, 171, 285, 286; Interpretation 536)."""

from __future__ import annotations

from collections.abc import Collection

ANSWER_ABROAD, ANSWER_HERE = "cpl-2023-art285-answer", "cpl-2023-art128-answer"
REPLY_TO_APPEAL = "cpl-2023-art286-answer"
APPEAL_ABROAD, APPEAL_JUDGMENT, APPEAL_RULING = (
    "cpl-2023-art286-appeal", "cpl-2023-art171-judgment", "cpl-2023-art171-ruling",
)  # fmt: skip
RULES: tuple[str, ...] = (
    ANSWER_ABROAD, ANSWER_HERE, REPLY_TO_APPEAL, APPEAL_ABROAD, APPEAL_JUDGMENT, APPEAL_RULING,
)  # fmt: skip
#: A judgment of these procedures can be appealed: first instance, small claims excepted (CPL 165: one instance).
APPEALABLE = frozenset({"ordinary", "summary"})
OF_CLAIM = frozenset({"claim", "counterclaim"})


def dependent_rules(
    documents: Collection[str], *, is_judgment: bool, in_mainland: bool, procedure: str
) -> tuple[str, ...]:
    """The rule rows whose period begins on the day of service.

    ``documents`` are the kinds served. A copy of the claim: answer within 30 days (CPL 285), for a party domiciled in
    the Mainland 15 (CPL 128). A copy of the appeal: 30 days to answer (CPL 286); for a party domiciled in the Mainland
    the table of time limits holds no row (CPL 174), so that nothing is computed. A judgment or ruling of first
    instance: 30 days to appeal (CPL 286), for a party domiciled in the Mainland 15 against a judgment and 10 against a
    ruling (CPL 171).
    """
    kinds = frozenset(documents)
    found: list[str] = []
    if kinds & OF_CLAIM:
        found.append(ANSWER_HERE if in_mainland else ANSWER_ABROAD)
    if "appeal" in kinds and not in_mainland:
        found.append(REPLY_TO_APPEAL)
    if procedure not in APPEALABLE:
        return tuple(found)
    judgment = "judgment" in kinds or (is_judgment and "ruling" not in kinds)
    ruling = "ruling" in kinds
    if not in_mainland:
        return (*found, APPEAL_ABROAD) if judgment or ruling else tuple(found)
    if judgment:
        found.append(APPEAL_JUDGMENT)
    if ruling:
        found.append(APPEAL_RULING)
    return tuple(found)
