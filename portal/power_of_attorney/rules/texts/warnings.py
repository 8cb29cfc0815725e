"""Warnings that the principal reads and answers before handing in: free will, capacity, family status, recording.

Civil Code arts 143–151 (capacity, true intention, fraud, duress); Electronic Signature Law art. 3; CPL art. 65; Online
Litigation Rules arts 24 and 27. Each answer is kept with the version and language of the text that was read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Warning:
    """One warning in one language: the question, what to know before answering, the answers by code."""

    question: str
    clauses: tuple[str, ...]
    answers: dict[str, str]


VERSION = "2026-11"

COERCION = {
    "zh-hant": Warning(
        "您是否出於自願授予此項權力？",
        (
            "沒有人可以強迫、欺騙您簽署授權委託書。受脅迫、欺詐或重大誤解而作的委託，可以請求撤銷。",
            "如有人正在向您施壓，請勿繼續；請私下聯絡法院。法官在視像見證時亦會單獨詢問，您可隨時要求停止。",
        ),
        {"free": "是，出於自願", "pressed": "否，有人向我施壓，或我並不清楚"},
    ),
    "zh-hans": Warning(
        "您是否出于自愿授予此项权限？",
        (
            "任何人不得强迫、欺骗您签署授权委托书。受胁迫、欺诈或者重大误解而作出的委托，可以请求撤销。",
            "如果有人正在向您施压，请勿继续；请私下联系法院。法官在视频见证时也会单独询问，您可以随时要求停止。",
        ),
        {"free": "是，出于自愿", "pressed": "否，有人向我施压，或者我并不清楚"},
    ),
    "pt": Warning(
        "Confere estes poderes de livre vontade?",
        (
            "Ninguém pode obrigá-lo nem enganá-lo para que assine. A procuração dada sob coacção, por dolo ou por erro "
            "essencial pode ser anulada.",
            "Se alguém o está a pressionar, não continue e contacte o tribunal em privado. O juiz também o perguntará na "
            "sessão por vídeo, e pode pedir para parar a qualquer momento.",
        ),
        {"free": "Sim, de livre vontade", "pressed": "Não: estou a ser pressionado ou não tenho a certeza"},
    ),
    "en": Warning(
        "Do you give this power of your own free will?",
        (
            "Nobody may force or deceive you into signing. A power given under duress, by fraud or by a serious mistake may "
            "be set aside.",
            "If somebody is putting pressure on you, do not go on, and contact the court in private. The judge will ask you "
            "too, in the session by video, and you may ask to stop at any time.",
        ),
        {"free": "Yes, of my own free will", "pressed": "No: I am under pressure, or I am not sure"},
    ),
}

CAPACITY = {
    "zh-hant": Warning(
        "您是否年滿十八周歲，並能自行理解和決定此事？",
        (
            "未成年人，以及不能辨認自己行為的人，由法定代理人委託訴訟代理人；此類情況請與法院聯絡，不循此途徑辦理。",
        ),
        {"capable": "是", "not_capable": "否，或不能確定"},
    ),
    "zh-hans": Warning(
        "您是否年满十八周岁，并能够自行理解和决定此事？",
        (
            "未成年人，以及不能辨认自己行为的人，由法定代理人委托诉讼代理人；此类情形请与法院联系，不能以此方式办理。",
        ),
        {"capable": "是", "not_capable": "否，或者不能确定"},
    ),
    "pt": Warning(
        "Tem dezoito anos completos e consegue compreender e decidir por si este assunto?",
        (
            "Pelos menores e por quem não pode avaliar os seus actos, é o representante legal que constitui mandatário; nesse "
            "caso contacte o tribunal, porque não se segue esta via.",
        ),
        {"capable": "Sim", "not_capable": "Não, ou não tenho a certeza"},
    ),
    "en": Warning(
        "Are you at least eighteen years old, and able to understand and decide this matter yourself?",
        (
            "For minors, and for people who cannot judge their own acts, the statutory agent appoints the litigation agent; "
            "in that case please contact the court, because this way is not open.",
        ),
        {"capable": "Yes", "not_capable": "No, or I am not sure"},
    ),
}

FAMILY_STATUS = {
    "zh-hant": Warning(
        "案件是否涉及婚姻、收養或繼承？",
        (
            "《電子簽名法》第三條：不得僅因採用電子簽名而否定文書效力的規定，不適用於涉及婚姻、收養、繼承等人身關係的文書。",
            "在此類案件中，是否接受線上簽署的授權委託書，由法官決定；法官可要求循線下途徑。離婚案件即使有代理人，本人一般仍須出庭（《民事訴訟法》第65條）。",
        ),
        {"no": "不涉及", "yes": "涉及"},
    ),
    "zh-hans": Warning(
        "案件是否涉及婚姻、收养或者继承？",
        (
            "《电子签名法》第三条：不得仅因采用电子签名而否定文书效力的规定，不适用于涉及婚姻、收养、继承等人身关系的文书。",
            "在此类案件中，是否接受在线签署的授权委托书，由法官决定；法官可以要求线下办理。离婚案件即使有代理人，本人一般仍应出庭（《民事诉讼法》第65条）。",
        ),
        {"no": "不涉及", "yes": "涉及"},
    ),
    "pt": Warning(
        "O processo diz respeito a casamento, adopção ou sucessão?",
        (
            "Lei da Assinatura Electrónica, artigo 3.º: a regra de que não se nega efeito a um documento só por estar assinado "
            "electronicamente não vale para os relativos a relações pessoais, como casamento, adopção e sucessão.",
            "Nestes processos, cabe ao juiz decidir se aceita uma procuração assinada em linha; pode exigir a via presencial. "
            "No divórcio deve em regra comparecer pessoalmente, ainda que tenha mandatário (LPC, artigo 65.º).",
        ),
        {"no": "Não", "yes": "Sim"},
    ),
    "en": Warning(
        "Is the case about marriage, adoption or succession?",
        (
            "Electronic Signature Law, art. 3: the rule that a document is not denied effect merely because it was signed "
            "electronically does not hold for documents about personal status, such as marriage, adoption and succession.",
            "In such a case the judge decides whether a power signed online is accepted, and may require the offline way. In "
            "divorce you must as a rule attend yourself, agent or not (Civil Procedure Law, art. 65).",
        ),
        {"no": "No", "yes": "Yes"},
    ),
}

NO_PRIVATE_RECORDING = {
    "zh-hant": Warning(
        "視像見證時，您應遵守甚麼？",
        (
            "請在安靜、光線充足、封閉的地方參加；除獲准在場的人外，房間內不得有他人。",
            "您不得自行錄音、錄影、截圖或轉播。違反者，法院可停止見證並依法處理。",
        ),
        {"understood": "我明白，並會遵守"},
    ),
    "zh-hans": Warning(
        "视频见证时，您应当遵守什么？",
        (
            "请在安静、光线充足、封闭的地方参加；除获准在场的人外，房间内不得有他人。",
            "您不得自行录音、录像、截图或者转播。违反的，法院可以停止见证并依法处理。",
        ),
        {"understood": "我明白，并会遵守"},
    ),
    "pt": Warning(
        "O que deve respeitar na sessão por vídeo?",
        (
            "Participe num local calmo, bem iluminado e fechado; além das pessoas admitidas, ninguém pode estar na sala.",
            "Não pode gravar som ou imagem, fazer capturas de ecrã nem retransmitir. Se o fizer, o tribunal pode parar a "
            "sessão e proceder nos termos da lei.",
        ),
        {"understood": "Compreendo e vou respeitar"},
    ),
    "en": Warning(
        "What must you observe in the session by video?",
        (
            "Take part from a quiet, well-lit and closed place; nobody but the people admitted may be in the room.",
            "You may not record sound or picture, take screenshots or pass the session on. If you do, the court may stop the "
            "session and proceed according to law.",
        ),
        {"understood": "I understand and will observe it"},
    ),
}

WARNINGS: dict[str, dict[str, Warning]] = {
    "coercion": COERCION,
    "capacity": CAPACITY,
    "family_status": FAMILY_STATUS,
    "no_private_recording": NO_PRIVATE_RECORDING,
}


def warning(subject: str, language: str) -> Warning:
    """A warning in a language, in the version in use.

    :raises KeyError: no such warning or language.
    """
    return WARNINGS[subject][language]
