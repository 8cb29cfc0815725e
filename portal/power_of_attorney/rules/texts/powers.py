"""What each power means for the principal, in a sentence of four languages (CPL art. 62(2); Interp. 2022 art. 147; practice)."""

from __future__ import annotations

CONSEQUENCES: dict[str, dict[str, str]] = {
    "admit_claims": {
        "zh-hant": "受託人可代您承認對方的訴訟請求；法院可據此判您敗訴。",
        "zh-hans": "受托人可以代您承认对方的诉讼请求；法院可以据此判您败诉。",
        "pt": "O mandatário pode confessar, por si, o pedido da outra parte; o tribunal pode então decidir contra si.",
        "en": "The agent may admit the other side's claim for you; the court may then decide against you.",
    },
    "waive_claims": {
        "zh-hant": "受託人可代您放棄全部或部分請求；放棄的部分，法院不再判給您。",
        "zh-hans": "受托人可以代您放弃全部或者部分请求；放弃的部分，法院不再判给您。",
        "pt": "O mandatário pode desistir, por si, de todo ou parte do pedido; o que for abandonado não lhe será atribuído.",
        "en": "The agent may give up all or part of your claim; what is given up will not be awarded to you.",
    },
    "change_claims": {
        "zh-hant": "受託人可代您增加、減少或改變請求；法院按改變後的請求審理。",
        "zh-hans": "受托人可以代您增加、减少或者改变请求；法院按变更后的请求审理。",
        "pt": "O mandatário pode ampliar, reduzir ou alterar o seu pedido; o tribunal julga o pedido alterado.",
        "en": "The agent may enlarge, reduce or alter your claim; the court then tries the altered claim.",
    },
    "settle": {
        "zh-hant": "受託人可代您與對方和解或達成調解；協議對您有約束力。",
        "zh-hans": "受托人可以代您与对方和解或者达成调解；协议对您有约束力。",
        "pt": "O mandatário pode transigir ou chegar a acordo em mediação por si; o acordo vincula-o.",
        "en": "The agent may settle, in or out of court, for you; the agreement binds you.",
    },
    "counterclaim": {
        "zh-hant": "受託人可代您提起反訴；您成為反訴的原告，並可能承擔其費用。",
        "zh-hans": "受托人可以代您提起反诉；您成为反诉的原告，并可能承担其费用。",
        "pt": "O mandatário pode reconvir por si; passa a ser autor na reconvenção e pode ter de suportar as custas.",
        "en": "The agent may file a counterclaim for you; you become its plaintiff and may have to bear its costs.",
    },
    "appeal": {
        "zh-hant": "受託人可代您提起上訴；案件由上一級法院再審理，並可能產生費用。",
        "zh-hans": "受托人可以代您提起上诉；案件由上一级法院再次审理，并可能产生费用。",
        "pt": "O mandatário pode recorrer por si; a causa é apreciada pelo tribunal superior e pode haver custas.",
        "en": "The agent may appeal for you; the higher court hears the case again and costs may arise.",
    },
    "enforcement": {
        "zh-hant": "受託人可代您申請強制執行，並在執行中代您行事。",
        "zh-hans": "受托人可以代您申请强制执行，并在执行程序中代您行事。",
        "pt": "O mandatário pode requerer a execução e agir por si no processo executivo.",
        "en": "The agent may apply for enforcement and act for you in the enforcement.",
    },
    "receive_money": {
        "zh-hant": "法院或對方可把應付給您的款項付給受託人；付款後，即視為已付給您。",
        "zh-hans": "法院或者对方可以把应付给您的款项付给受托人；付款后，即视为已付给您。",
        "pt": "O tribunal ou a outra parte pode pagar ao mandatário o que lhe é devido; paga-se assim a si.",
        "en": "The court or the other side may pay to the agent what is due to you; you then count as paid.",
    },
    "sub_delegation": {
        "zh-hant": "受託人可把受託事項轉託他人，無須再問您。",
        "zh-hans": "受托人可以把受托事项转托他人，无需再问您。",
        "pt": "O mandatário pode substabelecer noutra pessoa sem lhe voltar a perguntar.",
        "en": "The agent may pass the mandate on to somebody else without asking you again.",
    },
}  # fmt: skip


def consequence(code: str, language: str) -> str:
    """What granting this power means.

    :raises KeyError: no such power or language.
    """
    return CONSEQUENCES[code][language]
