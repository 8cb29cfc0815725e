"""Confidentiality of the mediation: 2016 Provisions arts 2, 22 and 28; Online Rules arts 18 and 29."""

from __future__ import annotations

from mediation_registry.rules.texts.shape import Clauses

VERSIONS: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "調解過程和調解協議內容不公開，法律另有規定的除外。",
            "您在調解中得知的陳述、讓步、方案和文件，不得向未參加調解的人透露，也不得錄音、錄影或截圖外傳。",
            "國家秘密、商業秘密和個人私隱受法律保護。",
            "本告知適用於當事人、代理人、調解員、傳譯員、陪同人員及其他在場的人。",
            "調解員的筆記和各方的讓步不會交給法院；交給法院的只有法律要求的報告和各方共同簽署的文件。",
        ),
        "zh-hans": (
            "调解过程和调解协议内容不公开，法律另有规定的除外。",
            "您在调解中获悉的陈述、让步、方案和文件，不得向未参加调解的人透露，也不得录音、录像或截屏外传。",
            "国家秘密、商业秘密和个人隐私受法律保护。",
            "本告知适用于当事人、代理人、调解员、翻译人员、陪同人员及其他在场的人。",
            "调解员的笔记和各方的让步不会交给法院；交给法院的只有法律要求的报告和各方共同签署的文件。",
        ),
        "pt": (
            "O decurso da mediação e o conteúdo do acordo não são públicos, salvo disposição legal em contrário.",
            "O que ouvir ou vier a conhecer na mediação — declarações, cedências, propostas e documentos — não pode ser "
            "revelado a quem nela não participou, nem gravado ou copiado para terceiros.",
            "O segredo de Estado, o segredo comercial e a vida privada são protegidos por lei.",
            "Este aviso vale para as partes, os mandatários, o mediador, o intérprete, os acompanhantes e todas as "
            "outras pessoas presentes.",
            "As notas do mediador e as cedências das partes não são entregues ao tribunal; a este só chegam o relatório "
            "exigido por lei e os documentos que todas as partes assinaram.",
        ),
        "en": (
            "The course of the mediation and the content of the agreement are not public, unless the law provides "
            "otherwise.",
            "What you learn in the mediation — statements, concessions, proposals and documents — may not be passed on "
            "to anybody who took no part in it, nor recorded or copied for others.",
            "State secrets, trade secrets and private life are protected by law.",
            "This notice holds for parties, agents, the mediator, the interpreter, companions and everybody else who "
            "is present.",
            "The mediator's notes and the parties' concessions are not given to the court; the court receives only the "
            "report that the law asks for and documents that all parties have signed.",
        ),
    }
}
