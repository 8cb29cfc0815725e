"""Wording of steps 6 and 7: the true intention and the dispute. Fixed and reviewed; a change is a new version."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "will.choice": {
        "zh-hant": "受託人%(agents)s是由誰選定的？您如何認識受託人？",
        "zh-hans": "受托人%(agents)s是由谁选定的？您如何认识受托人？",
        "pt": "Quem escolheu o mandatário %(agents)s? Como o conheceu?",
        "en": "Who chose %(agents)s as your agent? How did you come to know the agent?",
    },
    "will.earlier": {
        "zh-hant": "在此之前，您有沒有為本案簽署過其他文件？是甚麼文件？",
        "zh-hans": "在此之前，您有没有为本案签署过其他文件？是什么文件？",
        "pt": "Assinou antes algum outro documento relativo a este processo? Qual?",
        "en": "Have you signed any other paper for this case before? Which?",
    },
    "will.paid": {
        "zh-hant": "有沒有人為這份委託向您支付或者許諾過金錢或其他利益？是誰，是甚麼？",
        "zh-hans": "有没有人为这份委托向您支付或者许诺过金钱或其他利益？是谁，是什么？",
        "pt": "Alguém lhe pagou ou prometeu dinheiro ou outra vantagem por esta procuração? Quem, e o quê?",
        "en": "Has anybody paid or promised you money or another benefit for this power of attorney? Who, and what?",
    },
    "will.free": {
        "zh-hant": "作出這份委託是否出於您本人的自願？",
        "zh-hans": "作出这份委托是否出于您本人的自愿？",
        "pt": "Confere esta procuração de sua livre vontade?",
        "en": "Do you give this power of attorney of your own free will?",
    },
    "will.pressure": {
        "zh-hant": "有沒有人以強迫、威脅、欺騙或者利用誤解的方式促使您作出這份委託？",
        "zh-hans": "有没有人以强迫、威胁、欺骗或者利用误解的方式促使您作出这份委托？",
        "pt": "Alguém o levou a conferir esta procuração por coacção, ameaça, engano ou aproveitando um erro seu?",
        "en": "Has anybody brought you to give it by force, threat, deceit or by using a misunderstanding?",
    },
    "case.opponent": {
        "zh-hant": "對方當事人是誰？",
        "zh-hans": "对方当事人是谁？",
        "pt": "Quem é a parte contrária?",
        "en": "Who is the other side?",
    },
    "case.dispute": {
        "zh-hant": "請不看稿，用自己的話說明爭議是甚麼，您想通過訴訟達到甚麼目的。",
        "zh-hans": "请不看稿，用自己的话说明纠纷是什么，您想通过诉讼达到什么目的。",
        "pt": "Sem ler, explique por palavras suas qual é o litígio e o que pretende obter com o processo.",
        "en": "Without reading, please say in your own words what the dispute is and what you want to reach by the case.",
    },
}  # fmt: skip
