"""What people read before they consent, each consent by itself, and the way that stays open without it.

Online Litigation Rules arts 4, 5, 24 and 27; PIPL arts 14–17, 28–30 and 44–47; Measures on face recognition (2025); CPL
Interp. 2022 arts 523, 524 and 549. A text is frozen once somebody has consented: a change is a new version beside it.
"""

from __future__ import annotations

from typing import TypeAlias

Clauses: TypeAlias = tuple[str, ...]

ONLINE: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "您同意：授權委託書不在法院現場簽署，而在法官、委託人和受託人同時在線的視像見證中簽署。",
            "步驟依次為：法院核實身份、審查材料、預約時段、視像見證、在屏幕上簽名、司法審查。各步驟均由平台記錄。",
            "此項同意只及於本授權委託書的線上見證，不表示您同意訴訟的其他步驟在線進行，亦不包括錄音錄影或人臉比對；該兩項另行徵求。",
            "您可不同意，也可在簽名前隨時撤回；無須說明理由，您的訴訟權利不受影響。撤回後不再在線辦理，改循線下途徑。",
            "撤回前已完成的步驟及其記錄不受影響。",
        ),
        "zh-hans": (
            "您同意：授权委托书不在法院现场签署，而在法官、委托人和受托人同时在线的视频见证中签署。",
            "步骤依次为：法院核实身份、审查材料、预约时段、视频见证、在屏幕上签名、司法审查。各步骤均由平台记录。",
            "此项同意仅及于本授权委托书的在线见证，不代表您同意诉讼的其他环节在线进行，也不包括录音录像或者人脸比对；该两项另行征求。",
            "您可以不同意，也可以在签名前随时撤回；无需说明理由，您的诉讼权利不受影响。撤回后不再在线办理，改为线下办理。",
            "撤回前已完成的步骤及其记录不受影响。",
        ),
        "pt": (
            "Consente em que a procuração não seja assinada presencialmente no tribunal, mas numa sessão por vídeo em que o "
            "juiz, o mandante e o mandatário estão ligados ao mesmo tempo.",
            "Os passos são, por ordem: o tribunal verifica a identidade, examina os documentos, marca-se um horário, "
            "realiza-se a sessão por vídeo, assina-se no ecrã e o tribunal aprecia a sessão. A plataforma regista cada passo.",
            "Este consentimento abrange apenas o testemunho em linha desta procuração. Não abrange outros actos do processo, "
            "nem a gravação, nem a comparação do rosto, que são pedidos em separado.",
            "Pode não consentir e pode retirar o consentimento a qualquer momento antes de assinar, sem indicar o motivo e "
            "sem perda de direitos processuais. Retirado o consentimento, segue-se a via presencial.",
            "O que foi feito antes, e o respectivo registo, mantêm-se.",
        ),
        "en": (
            "You agree that the power of attorney is not signed at the court but in a session by live video in which the "
            "judge, the principal and the agent are connected at the same time.",
            "The steps are, in order: the court verifies identity, reviews the papers, a time is booked, the session is held "
            "by video, you sign on the screen, and the court reviews the session. The portal records each step.",
            "This consent covers the online witnessing of this power of attorney only. It does not cover other steps of the "
            "proceedings, nor the recording, nor the comparison of your face; those are asked for separately.",
            "You may refuse, and you may withdraw your consent at any time before you sign, without giving a reason and "
            "without losing any procedural right. After a withdrawal the offline way is taken.",
            "What was done before, and its record, remain.",
        ),
    }
}

RECORDING: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "您同意：法院自見證開始至結束，不間斷地錄音錄影，畫面上疊加時間。",
            "目的：證明委託出於您的真實意思、由您本人簽署，並可供日後核驗。",
            "錄音錄影加密保存，保存期限不短於案卷；每次觀看均有記錄。只有法院及依法有權的人可以觀看。",
            "您和其他參加者不得自行錄音錄影。",
            "不錄音錄影即不能在線見證。您可不同意，也可在簽名前隨時撤回；此後改循線下途徑。簽名之後，已作成的錄音錄影作為司法記錄保存。",
        ),
        "zh-hans": (
            "您同意：法院自见证开始至结束，不间断地录音录像，画面上叠加时间。",
            "目的：证明委托出于您的真实意思、由您本人签署，并可供日后核验。",
            "录音录像加密保存，保存期限不短于案卷；每次观看均有记录。只有法院和依法有权的人可以观看。",
            "您和其他参加人不得自行录音录像。",
            "不录音录像即不能在线见证。您可以不同意，也可以在签名前随时撤回；此后改为线下办理。签名之后，已形成的录音录像作为司法记录保存。",
        ),
        "pt": (
            "Consente em que o tribunal grave som e imagem desde o início até ao fim da sessão, sem interrupção e com a hora "
            "sobreposta à imagem.",
            "Finalidade: provar que a procuração corresponde à sua vontade e que foi assinada por si, e permitir verificações "
            "posteriores.",
            "A gravação é guardada cifrada, por prazo não inferior ao do processo; cada visualização fica registada. Só o "
            "tribunal e quem a lei autorizar a podem ver.",
            "Nem o mandante nem os restantes participantes podem gravar por si.",
            "Sem gravação não há testemunho em linha. Pode não consentir e pode retirar o consentimento a qualquer momento "
            "antes de assinar; segue-se então a via presencial. Depois da assinatura, a gravação já feita conserva-se como "
            "registo judicial.",
        ),
        "en": (
            "You agree that the court records sound and picture from the beginning to the end of the session, without a "
            "break and with the time shown in the picture.",
            "Purpose: to prove that the power is your true intention and was signed by you, and to allow later verification.",
            "The recording is kept encrypted, for no shorter a time than the case file; each viewing is logged. Only the "
            "court and those whom the law entitles may watch it.",
            "Neither you nor the other participants may record for yourselves.",
            "Without a recording there is no online witnessing. You may refuse, and you may withdraw your consent at any "
            "time before you sign; then the offline way is taken. After the signature, the recording already made is kept as "
            "a judicial record.",
        ),
    }
}

BIOMETRICS: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "您同意：核實身份時，由國家身份認證平台將您當時的面容與證件相片比對一次。人臉信息屬敏感個人信息，故單獨徵求同意。",
            "處理者為您所選的法院，為防止他人冒名委託而有此必要。人臉信息如外洩，可能損害您的人格尊嚴及人身、財產安全，故只用於比對。",
            "法院和本平台只取得比對結果，不保存人臉圖像或特徵模板；結果隨案卷保存。您可向法院查閱、複製、更正或要求刪除您的資料。",
            "人臉比對從不作為唯一方式：法官另在視像中核對您本人和證件，並使用第二重驗證。",
            "此項可選。您不同意，或隨時撤回，均不影響線上見證；身份由法官以其他方式核實。",
        ),
        "zh-hans": (
            "您同意：核实身份时，由国家身份认证平台将您当时的面容与证件照片比对一次。人脸信息属于敏感个人信息，故单独征求同意。",
            "处理者为您所选的法院，为防止他人冒名委托而有此必要。人脸信息一旦泄露，可能损害您的人格尊严和人身、财产安全，故仅用于比对。",
            "法院和本平台仅取得比对结果，不保存人脸图像或者特征模板；结果随案卷保存。您可以向法院查阅、复制、更正或者请求删除您的个人信息。",
            "人脸比对从不作为唯一方式：法官另在视频中核对您本人和证件，并使用第二重验证。",
            "此项可选。您不同意，或者随时撤回，均不影响在线见证；身份由法官以其他方式核实。",
        ),
        "pt": (
            "Consente em que, na verificação da identidade, a plataforma nacional de identificação compare uma vez o seu rosto "
            "com a fotografia do documento. Os dados do rosto são sensíveis; por isso são objecto de consentimento separado.",
            "O responsável é o tribunal que escolheu, que disso precisa para que ninguém se faça passar por si. A divulgação de "
            "dados do rosto pode lesar a dignidade e a segurança da pessoa e dos seus bens; por isso só servem para comparar.",
            "O tribunal e este portal recebem apenas o resultado, que se conserva com o processo; não guardam a imagem do rosto "
            "nem qualquer modelo biométrico. Pode pedir ao tribunal acesso, cópia, rectificação ou apagamento dos seus dados.",
            "A comparação do rosto nunca é o único meio: o juiz compara ainda, por vídeo, a pessoa e o documento, e usa-se um "
            "segundo factor.",
            "É facultativo. Se não consentir, ou se retirar o consentimento a qualquer momento, a sessão por vídeo realiza-se "
            "na mesma e o juiz verifica a identidade por outro meio.",
        ),
        "en": (
            "You agree that, when your identity is verified, the national identity platform compares your face once with the "
            "photograph on your document. Data of the face are sensitive; therefore consent is asked for separately.",
            "The court that you chose is responsible and needs this so that nobody passes for you. Data of the face, if they "
            "leaked, could harm your dignity, your safety and your property; therefore they serve for the comparison only.",
            "The court and this portal receive the result only, which is kept with the case file; they keep neither a picture "
            "of the face nor a biometric template. You may ask the court for access, copies, correction or deletion.",
            "The comparison is never the only method: the judge also compares you and your document by video, and a second "
            "factor is used.",
            "This is optional. If you refuse, or withdraw at any time, the session by video takes place all the same and the "
            "judge establishes your identity in another way.",
        ),
    }
}

#: The way that stays open without going online: CPL art. 275, Interp. 2022 arts 523, 524 and 549.
OFFLINE: dict[str, dict[str, Clauses]] = {
    "2026-11": {
        "zh-hant": (
            "在香港：由中國委託公證人（香港）證明，再經中國法律服務（香港）有限公司審核登記並加章轉遞。",
            "在澳門：由中國委託公證人（澳門）證明，再經中國法律服務（澳門）有限公司審核轉遞。",
            "在內地：由公證機構公證（《民訴法解釋》第524條），或親到法院在法官面前簽署（第523條）。",
        ),
        "zh-hans": (
            "在香港：由中国委托公证人（香港）证明，再经中国法律服务（香港）有限公司审核登记并加章转递。",
            "在澳门：由中国委托公证人（澳门）证明，再经中国法律服务（澳门）有限公司审核转递。",
            "在内地：由公证机构公证（《民诉法解释》第524条），或者亲到法院在法官面前签署（第523条）。",
        ),
        "pt": (
            "Em Hong Kong: atestação por oficial público de confirmação (China-Appointed Attesting Officer), seguida de "
            "exame, registo e transmissão pela China Legal Services (Hong Kong).",
            "Em Macau: atestação por oficial público de confirmação de Macau, seguida de exame e transmissão pela China Legal "
            "Services (Macau).",
            "No Interior da China: acto notarial (Interpretação da LPC, artigo 524.º) ou assinatura presencial perante o juiz "
            "(artigo 523.º).",
        ),
        "en": (
            "In Hong Kong: attestation by a China-Appointed Attesting Officer, followed by review, registration and "
            "transmission by China Legal Services (Hong Kong).",
            "In Macao: attestation by an attesting officer for Macao, followed by review and transmission by China Legal "
            "Services (Macao).",
            "In the Mainland: notarisation there (CPL Interpretation, art. 524), or signing in person before the judge (art. "
            "523).",
        ),
    }
}

TEXTS = {"online": ONLINE, "recording": RECORDING, "biometrics": BIOMETRICS, "offline": OFFLINE}


def version_now(name: str) -> str:
    """The version in use: the last one.

    :raises KeyError: no such text.
    """
    return list(TEXTS[name])[-1]


def clauses(name: str, version: str, language: str) -> Clauses:
    """The clauses of a text in a version and language.

    :raises KeyError: no such text, version or language.
    """
    return TEXTS[name][version][language]
