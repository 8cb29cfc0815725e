"""The agreement to mediate, in own words; the terms (rules, language, way, fee) stand beside it as data."""

from __future__ import annotations

from mediation_registry.rules.texts.shape import Clauses

VERSIONS: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "各方同意由所列調解員就所列爭議進行調解，並按所列規則、語言和方式進行。",
            "各方如實陳述，尊重對方，按時出席；有權解決爭議的人參加，或由持有特別授權的代理人參加。",
            "調解員獨立、公正；費用按所列條件承擔，所列以外不收取任何費用。",
            "各方遵守保密告知。各方同意不要求調解員在其後的程序中作證。",
            "調解期限依所列規則；延長須各方均同意。",
            "各方可隨時退出。調解不影響訴訟時效中斷等依法產生的效果，也不影響申請保全。",
            "達成的協議以書面作出，由各方和調解員簽署；主持調解的組織加蓋印章。",
        ),
        "zh-hans": (
            "各方同意由所列调解员就所列纠纷进行调解，并按所列规则、语言和方式进行。",
            "各方如实陈述，尊重对方，按时参加；有权处分的人参加，或由持有特别授权的代理人参加。",
            "调解员独立、公正；费用按所列条件承担，所列以外不收取任何费用。",
            "各方遵守保密告知。各方同意不要求调解员在后续程序中作证。",
            "调解期限依所列规则；延长须各方均同意。",
            "各方可随时退出。调解不影响诉讼时效中断等依法产生的效果，也不影响申请保全。",
            "达成的协议以书面作出，由各方和调解员签署；主持调解的组织加盖印章。",
        ),
        "pt": (
            "As partes acordam em que o mediador indicado medeie o litígio indicado, segundo as regras, a língua e a "
            "forma indicadas.",
            "As partes falam com verdade, respeitam-se e comparecem a horas; participa quem pode dispor do direito, ou "
            "um mandatário com poderes especiais.",
            "O mediador é independente e imparcial; os encargos são os indicados e nada mais é cobrado.",
            "As partes cumprem o aviso de confidencialidade e não pedirão que o mediador deponha em processo posterior.",
            "O prazo é o das regras indicadas; só pode ser prorrogado com o acordo de todas as partes.",
            "Qualquer parte pode retirar-se a todo o tempo. A mediação não prejudica os efeitos que a lei lhe atribui, "
            "como a interrupção da prescrição, nem o pedido de providências cautelares.",
            "O acordo a que se chegue é escrito e assinado pelas partes e pelo mediador; a organização que conduziu a "
            "mediação apõe o seu selo.",
        ),
        "en": (
            "The parties agree that the named mediator mediates the named dispute, under the rules, in the language and "
            "in the way stated.",
            "The parties speak truthfully, respect one another and attend on time; whoever can dispose of the dispute "
            "takes part, or an agent with special authority.",
            "The mediator is independent and impartial; the fee is the one stated, and nothing else is charged.",
            "The parties keep to the notice of confidentiality and will not ask the mediator to testify in later "
            "proceedings.",
            "The period is that of the rules stated; it is extended only if every party agrees.",
            "Each party may withdraw at any time. Mediation leaves untouched what the law attaches to it, such as the "
            "interruption of limitation, and the right to ask for preservation of property.",
            "An agreement that is reached is put in writing and signed by the parties and the mediator; the "
            "organisation that conducted the mediation adds its seal.",
        ),
    }
}
