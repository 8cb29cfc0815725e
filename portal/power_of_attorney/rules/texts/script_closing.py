"""Wording of steps 9 to 11: pledge and code, signatures, close. Fixed and reviewed; a change is a new version."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "pledge.read": {
        "zh-hant": "請宣讀：「本人已閱讀或者聽取授權委託書全文，內容是本人的真實意思；本人所述屬實，並在法官見證下自願簽署。」",
        "zh-hans": "请宣读：“本人已阅读或者听取授权委托书全文，内容是本人的真实意思；本人所述属实，并在法官见证下自愿签署。”",
        "pt": "Leia em voz alta: «Li ou ouvi ler a procuração na íntegra; ela exprime a minha vontade real; o que declarei é "
        "verdade, e assino livremente perante o juiz.»",
        "en": "Please read aloud: “I have read the whole power of attorney or heard it read; it is my true will; what I have "
        "said is true, and I sign freely before the judge.”",
    },
    "pledge.code": {
        "zh-hant": "您畫面上的摘要碼是否為 %(code)s？",
        "zh-hans": "您画面上的摘要码是否为 %(code)s？",
        "pt": "O código no seu ecrã é %(code)s?",
        "en": "Is the code on your screen %(code)s?",
    },
    "signatures.seen": {
        "zh-hant": "法官確認：已在鏡頭前看到%(signer)s親自簽署，所簽文本摘要碼為 %(code)s。",
        "zh-hans": "法官确认：已在镜头前看到%(signer)s亲自签署，所签文本摘要码为 %(code)s。",
        "pt": "O juiz confirma que viu, perante a câmara, %(signer)s assinar pessoalmente o texto com o código %(code)s.",
        "en": "The judge confirms having seen %(signer)s sign in person before the camera the text with the code %(code)s.",
    },
    "signatures.integrity": {
        "zh-hant": "現宣讀文書的完整性校驗值，開首為 %(code)s。法院印章證明文書未被改動；文書的效力以法官的見證為依據。",
        "zh-hans": "现宣读文书的完整性校验值，开首为 %(code)s。法院印章证明文书未被改动；文书的效力以法官的见证为依据。",
        "pt": "Leio o valor de integridade do documento, que começa por %(code)s. O selo do tribunal prova que o documento não "
        "foi alterado; a validade assenta no testemunho do juiz.",
        "en": "I now read the integrity value of the document, which begins with %(code)s. The court's seal proves that the "
        "document was not changed; its validity rests on the judge's witnessing.",
    },
    "closing.copy": {
        "zh-hant": "已簽署的授權委託書現送交各方，可在本平台下載。經法院司法審查認可後方始生效，屆時另行通知。",
        "zh-hans": "已签署的授权委托书现送交各方，可在本平台下载。经法院司法审查认可后方生效，届时另行通知。",
        "pt": "A procuração assinada é agora entregue a todos e pode ser descarregada neste portal. Só produz efeitos depois de "
        "o tribunal apreciar e reconhecer a sessão; serão avisados.",
        "en": "The signed power of attorney is now given to everybody and can be downloaded from this portal. It takes effect "
        "only when the court has reviewed the session and recognised it; you will be told.",
    },
    "closing.revocation": {
        "zh-hant": "您可以隨時以書面告知法院撤回或者變更委託，由法院通知對方當事人；亦可在本平台辦理。",
        "zh-hans": "您可以随时以书面告知法院解除或者变更委托，由法院通知对方当事人；也可在本平台办理。",
        "pt": "Pode a todo o tempo revogar ou alterar a procuração, por escrito ao tribunal, que avisa a parte contrária; "
        "também o pode fazer neste portal.",
        "en": "You may revoke or change the power of attorney at any time by telling the court in writing; the court tells the "
        "other side. You may also do it in this portal.",
    },
    "closing.interruptions": {
        "zh-hant": "本次見證的中斷及錄製缺口已列於畫面，並載入見證筆錄及證據包。",
        "zh-hans": "本次见证的中断及录制缺口已列于画面，并载入见证笔录及证据包。",
        "pt": "As interrupções da sessão e as falhas da gravação estão no ecrã e constam do auto de testemunho e do pacote "
        "de provas.",
        "en": "The interruptions of the session and the gaps in the recording are on the screen, and stand in the witnessing "
        "note and in the evidence package.",
    },
    "closing.end": {
        "zh-hant": "見證到此結束，錄音錄影隨即停止。",
        "zh-hans": "见证到此结束，录音录像随即停止。",
        "pt": "A sessão está encerrada; a gravação termina.",
        "en": "The session is closed; the recording stops.",
    },
}  # fmt: skip
