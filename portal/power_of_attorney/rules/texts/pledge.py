"""What an interpreter pledges before a witnessing, in four languages (CPL arts 47, 48 and 273; Online Litigation Rules
art. 27).

The interpreter is nobody's agent and nobody's relative here, says everything and nothing else, and keeps silence.
"""

from __future__ import annotations

VERSION = "2026-11"

PLEDGE: dict[str, tuple[str, ...]] = {
    "zh-hant": (
        "本人將如實、完整地傳譯法官、當事人及受託人所說的話，不增、不減、不加評論。",
        "本人不是本案任何一方的律師或訴訟代理人，與任何一方及其受託人沒有親屬、僱傭或其他利害關係。",
        "如有此等關係，或有聽不清、不能傳譯之處，本人會立即告知法官。",
        "本人對視像見證中得知的一切保密，不作任何錄音、錄影或記錄留存。",
        "本人明白，故意作虛假傳譯須負法律責任。",
    ),
    "zh-hans": (
        "本人将如实、完整地翻译法官、当事人及受托人所说的话，不增、不减、不加评论。",
        "本人不是本案任何一方的律师或诉讼代理人，与任何一方及其受托人没有亲属、雇佣或者其他利害关系。",
        "如有此类关系，或者有听不清、不能翻译之处，本人将立即告知法官。",
        "本人对视频见证中知悉的一切保密，不作任何录音、录像或者记录留存。",
        "本人明白，故意作虚假翻译须承担法律责任。",
    ),
    "pt": (
        "Interpretarei fiel e integralmente o que disserem o juiz, a parte e os mandatários, sem acrescentar, omitir "
        "nem comentar.",
        "Não sou advogado nem mandatário de nenhuma das partes e não tenho com elas nem com os seus mandatários "
        "relação de parentesco, de trabalho ou outro interesse.",
        "Se existir tal relação, ou se não ouvir ou não puder interpretar algo, di-lo-ei de imediato ao juiz.",
        "Guardarei segredo de tudo o que conhecer na sessão por vídeo e não farei qualquer gravação nem guardarei "
        "apontamentos.",
        "Sei que a interpretação falsa, feita com intenção, implica responsabilidade legal.",
    ),
    "en": (
        "I shall interpret faithfully and completely what the judge, the party and the agents say, adding nothing, "
        "leaving nothing out and making no comment.",
        "I am not the lawyer or agent of any party, and I have no family tie, employment or other interest with any "
        "party or agent.",
        "Should there be such a tie, or should I not hear or not be able to interpret something, I shall tell the "
        "judge at once.",
        "I shall keep secret everything that I learn in the session and make no recording and keep no notes of it.",
        "I know that wilfully false interpretation has consequences in law.",
    ),
}


def pledge(language: str) -> tuple[str, ...]:
    """The sentences of the pledge in one of the four languages.

    :raises KeyError: the language is none of them.
    """
    return PLEDGE[language]
