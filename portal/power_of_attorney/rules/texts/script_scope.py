"""Wording of step 8: the scope, each special power by itself with its consequence (CPL art. 62(2); Interp. 89, 147)."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "scope.read": {
        "zh-hant": "現在宣讀授權委託書全文（摘要碼 %(code)s）。其後逐項詢問特別權限；不同意的項目將予刪除，"
        "文書改為新文本並重新宣讀。",
        "zh-hans": "现在宣读授权委托书全文（摘要码 %(code)s）。其后逐项询问特别权限；不同意的项目将予删除，"
        "文书改为新文本并重新宣读。",
        "pt": "Vai ser lida a procuração na íntegra (código %(code)s). Depois pergunto por cada poder especial; o que não for "
        "aceite é eliminado, faz-se novo texto e lê-se de novo.",
        "en": "The whole power of attorney is now read (code %(code)s). Then each special power is asked by itself; what you "
        "refuse is struck out, a new text is made, and it is read again.",
    },
    "special.admit_claims": {
        "zh-hant": "是否同意受託人代您承認訴訟請求？承認後，法院可據此判您敗訴。",
        "zh-hans": "是否同意受托人代您承认诉讼请求？承认后，法院可据此判您败诉。",
        "pt": "Autoriza o mandatário a confessar o pedido em seu nome? Confessado o pedido, o tribunal pode "
        "condená-lo com esse fundamento.",
        "en": "May the agent admit claims for you? Once admitted, the court may decide against you on that ground.",
    },
    "special.waive_claims": {
        "zh-hant": "是否同意受託人代您放棄訴訟請求？放棄後，法院不再審理該項請求。",
        "zh-hans": "是否同意受托人代您放弃诉讼请求？放弃后，法院不再审理该项请求。",
        "pt": "Autoriza o mandatário a desistir do pedido em seu nome? Após a desistência, o tribunal deixa de "
        "apreciar esse pedido.",
        "en": "May the agent waive claims for you? Once waived, the court no longer tries that claim.",
    },
    "special.change_claims": {
        "zh-hant": "是否同意受託人代您變更訴訟請求？變更後，法院按新的請求審理。",
        "zh-hans": "是否同意受托人代您变更诉讼请求？变更后，法院按新的请求审理。",
        "pt": "Autoriza o mandatário a alterar o pedido em seu nome? Após a alteração, o tribunal aprecia o novo pedido.",
        "en": "May the agent change claims for you? Once changed, the court tries the new claim.",
    },
    "special.settle": {
        "zh-hant": "是否同意受託人代您進行和解或者接受調解？達成的協議對您有約束力。",
        "zh-hans": "是否同意受托人代您进行和解或者接受调解？达成的协议对您有约束力。",
        "pt": "Autoriza o mandatário a transigir ou a aceitar uma mediação em seu nome? O acordo a que se chegue vincula-o a si.",
        "en": "May the agent settle for you, in or out of mediation? The agreement reached binds you.",
    },
    "special.counterclaim": {
        "zh-hant": "是否同意受託人代您提起反訴？提起後，可能產生訴訟費用。",
        "zh-hans": "是否同意受托人代您提起反诉？提起后，可能产生诉讼费用。",
        "pt": "Autoriza o mandatário a deduzir reconvenção em seu nome? A reconvenção pode implicar custas.",
        "en": "May the agent file a counterclaim for you? It may cause court fees.",
    },
    "special.appeal": {
        "zh-hant": "是否同意受託人代您提起上訴？上訴會使判決暫不生效，並可能產生訴訟費用。",
        "zh-hans": "是否同意受托人代您提起上诉？上诉会使判决暂不生效，并可能产生诉讼费用。",
        "pt": "Autoriza o mandatário a recorrer em seu nome? O recurso suspende a eficácia da sentença e pode implicar custas.",
        "en": "May the agent appeal for you? An appeal keeps the judgment from taking effect and may cause court fees.",
    },
    "special.enforcement": {
        "zh-hant": "是否同意受託人代您申請執行？申請後，法院可對被執行人的財產採取措施。",
        "zh-hans": "是否同意受托人代您申请执行？申请后，法院可对被执行人的财产采取措施。",
        "pt": "Autoriza o mandatário a requerer a execução em seu nome? O tribunal pode então atingir os bens do executado.",
        "en": "May the agent apply for enforcement for you? The court may then act on the debtor's property.",
    },
    "special.receive_money": {
        "zh-hant": "是否同意受託人代您收取款項？受託人收到，即視為您已收到。",
        "zh-hans": "是否同意受托人代您收取款项？受托人收到，即视为您已收到。",
        "pt": "Autoriza o mandatário a receber quantias em seu nome? O que ele receber considera-se recebido por si.",
        "en": "May the agent receive money for you? What the agent receives counts as received by you.",
    },
    "special.sub_delegation": {
        "zh-hant": "是否同意受託人將代理事項轉委託他人？轉委託後，他人可在轉委託的範圍內代您行事。",
        "zh-hans": "是否同意受托人将代理事项转委托他人？转委托后，他人可在转委托的范围内代您行事。",
        "pt": "Autoriza o mandatário a substabelecer? O substabelecido pode agir em seu nome dentro dos poderes que "
        "lhe forem passados.",
        "en": "May the agent sub-delegate? Another person may then act for you within what was passed on.",
    },
    "scope.service": {
        "zh-hant": "受託人可以代您簽收訴訟文書；送達受託人，即視為送達您本人。您是否清楚並同意？",
        "zh-hans": "受托人可以代您签收诉讼文书；送达受托人，即视为送达您本人。您是否清楚并同意？",
        "pt": "O mandatário pode receber por si as citações, notificações e demais documentos do processo; o que lhe for "
        "entregue considera-se entregue a si. Compreende e concorda?",
        "en": "The agent may receive documents of the case for you; what is served on the agent counts as served on you. Do "
        "you understand and agree?",
    },
    "scope.no_service": {
        "zh-hant": "受託人不得代您簽收訴訟文書，法院將向您本人送達。您是否清楚並同意？",
        "zh-hans": "受托人不得代您签收诉讼文书，法院将向您本人送达。您是否清楚并同意？",
        "pt": "O mandatário não pode receber documentos do processo por si; o tribunal efectua as citações e notificações na "
        "sua própria pessoa. Compreende e concorda?",
        "en": "The agent may not receive documents of the case for you; the court serves you yourself. Do you understand and "
        "agree?",
    },
}  # fmt: skip
