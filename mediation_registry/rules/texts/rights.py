"""What the mediator tells the parties before beginning: 2016 Provisions art. 14; Online Rules arts 17, 18, 20 and 23."""

from __future__ import annotations

from mediation_registry.rules.texts.shape import Clauses

VERSIONS: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "調解出於自願。您可隨時表示不願繼續，無須說明理由；訴訟權利不受影響。",
            "您可與對方共同選定調解員。調解員與當事人、代理人或爭議有關係的，應當披露；您可申請迴避或更換。",
            "調解員居中協助，不作裁判，可以提出方案供各方考慮。",
            "除各方共同確認的無爭議事實外，為達成協議而作的妥協，不得在訴訟中作為對您不利的依據。",
            "線上調解協議自各方均完成電子簽署時起發生效力，應當履行。",
            "立案前達成的協議，雙方可自生效之日起三十日內共同申請司法確認；立案後達成的，可請求法院製作調解書或申請撤訴。",
            "達不成協議的，案卷轉回法院，依法立案或恢復審理。",
            "惡意串通、偽造證據、捏造事實或虛構法律關係進行虛假調解的，法院不予確認，並依法處理；涉嫌犯罪的，移送有關機關。",
        ),
        "zh-hans": (
            "调解出于自愿。您可随时表示不愿继续，无须说明理由；诉讼权利不受影响。",
            "您可与对方共同选定调解员。调解员与当事人、代理人或纠纷有关系的，应当披露；您可申请回避或更换。",
            "调解员居中协助，不作裁判，可以提出方案供各方考虑。",
            "除各方共同确认的无争议事实外，为达成协议而作的妥协，不得在诉讼中作为对您不利的依据。",
            "在线调解协议自各方均完成电子签章时起发生效力，应当履行。",
            "立案前达成的协议，双方可自生效之日起三十日内共同申请司法确认；立案后达成的，可请求法院制作调解书或申请撤诉。",
            "达不成协议的，材料退回法院，依法立案或恢复审理。",
            "恶意串通、伪造证据、捏造事实或虚构法律关系进行虚假调解的，法院不予确认，并依法处理；涉嫌犯罪的，移送有关机关。",
        ),
        "pt": (
            "A mediação é voluntária. Pode, a qualquer momento e sem indicar o motivo, declarar que não deseja continuar; "
            "os seus direitos processuais mantêm-se.",
            "Pode escolher o mediador em conjunto com a outra parte. O mediador revela as relações que tenha com as "
            "partes, os mandatários ou o litígio; pode pedir que se escuse ou que seja substituído.",
            "O mediador ajuda as partes e não julga; pode apresentar propostas à consideração de todos.",
            "Salvo os factos não controvertidos confirmados em conjunto, as cedências feitas para chegar a acordo não "
            "podem ser usadas contra si em juízo.",
            "O acordo alcançado em linha produz efeitos quando todas as partes o tiverem assinado electronicamente e "
            "deve ser cumprido.",
            "Do acordo alcançado antes da propositura da acção, ambas as partes podem requerer, em conjunto, a "
            "confirmação judicial no prazo de trinta dias a contar da produção de efeitos; do alcançado depois, podem "
            "pedir ao tribunal o documento judicial de mediação ou a desistência da acção.",
            "Não havendo acordo, o processo volta ao tribunal, que regista a acção ou retoma o julgamento.",
            "Se houver conluio, prova falsificada, factos inventados ou relação jurídica fictícia, o tribunal não "
            "confirma o acordo e procede nos termos da lei; havendo indícios de crime, comunica-os à autoridade "
            "competente.",
        ),
        "en": (
            "Mediation is voluntary. You may say at any time, without giving a reason, that you do not wish to go on; "
            "your procedural rights remain.",
            "You may choose the mediator together with the other side. The mediator discloses any tie to the parties, "
            "their agents or the dispute; you may ask the mediator to step aside or to be replaced.",
            "The mediator assists both sides and does not judge; the mediator may put proposals to everybody.",
            "Except for undisputed facts confirmed together, what you concede in order to settle may not be used "
            "against you in court.",
            "An agreement reached online takes effect when every party has signed it electronically, and is to be "
            "performed.",
            "For an agreement reached before filing, both parties may together apply for judicial confirmation within "
            "thirty days of its taking effect; for one reached after filing, they may ask the court for a mediation "
            "judgment or withdraw the action.",
            "Where no agreement is reached, the file goes back to the court, which registers the case or resumes the "
            "trial.",
            "Where parties collude, forge evidence, or invent facts or a legal relationship, the court does not "
            "confirm the agreement and deals with it according to law; suspected crimes are passed on to the competent "
            "authority.",
        ),
    }
}
