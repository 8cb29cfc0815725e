"""Wording of steps 1 to 5: opening, party, language, agents, entity. Fixed and reviewed; a change is a new version."""

from __future__ import annotations

#: question → language → words; placeholders are filled from the record.
WORDS: dict[str, dict[str, str]] = {
    "opening.court": {
        "zh-hant": "現在開始視像見證。我是%(court)s法官%(judge)s，現就第%(reference)s號授權委託書進行見證。"
        "畫面列明各參加人的姓名和身份。",
        "zh-hans": "现在开始视频见证。我是%(court)s法官%(judge)s，现就第%(reference)s号授权委托书进行见证。"
        "画面列明各参加人的姓名和身份。",
        "pt": "Declaro aberta a sessão por vídeo. Sou o juiz %(judge)s, do %(court)s, e vou testemunhar a procuração n.º "
        "%(reference)s. O ecrã indica o nome e a qualidade de cada participante.",
        "en": "I open the session. I am Judge %(judge)s of %(court)s, and I witness power of attorney %(reference)s. The "
        "screen shows the name and standing of everybody who takes part.",
    },
    "opening.recording": {
        "zh-hant": "本次見證全程由法院錄音錄影，紅色標示表示正在錄製。任何人不得自行錄音、錄影、截圖或轉播。",
        "zh-hans": "本次见证全程由法院录音录像，红色标示表示正在录制。任何人不得自行录音、录像、截屏或转播。",
        "pt": "O tribunal grava toda a sessão, em som e imagem; a faixa vermelha indica que a gravação decorre. Ninguém "
        "pode gravar, captar o ecrã ou retransmitir por sua conta.",
        "en": "The court records the whole session in sound and picture; the red line shows that the recording runs. "
        "Nobody may record, capture the screen or broadcast privately.",
    },
    "opening.rights": {
        "zh-hant": "本次見證是為確認委託出於本人真實意思。您可以隨時提問、要求重讀、要求暫停或停止；停止不會"
        "影響您的訴訟權利，您仍可改用公證等線下方式辦理。",
        "zh-hans": "本次见证是为确认委托出于本人真实意思。您可以随时提问、要求重读、要求暂停或停止；停止不会"
        "影响您的诉讼权利，您仍可改用公证等线下方式办理。",
        "pt": "Esta sessão serve para confirmar que a procuração corresponde à sua vontade real. Pode perguntar, pedir "
        "nova leitura, pedir uma pausa ou parar a qualquer momento; parar não prejudica os seus direitos no processo, e "
        "pode sempre recorrer à via presencial, por exemplo ao notário.",
        "en": "This session confirms that the power of attorney is your true will. You may ask, have anything read again, "
        "ask for a pause or stop at any time. Stopping does not affect your rights in the case, and the offline way, for "
        "instance a notary, stays open to you.",
    },
    "opening.consent": {
        "zh-hant": "您是否同意以視像方式進行見證，並同意法院錄音錄影？",
        "zh-hans": "您是否同意以视频方式进行见证，并同意法院录音录像？",
        "pt": "Concorda com a realização desta sessão por vídeo e com a sua gravação pelo tribunal?",
        "en": "Do you agree that this session is held by video and that the court records it?",
    },
    "party.name": {
        "zh-hant": "請說出您的全名。",
        "zh-hans": "请说出您的全名。",
        "pt": "Diga, por favor, o seu nome completo.",
        "en": "Please state your full name.",
    },
    "party.birth_date": {
        "zh-hant": "請說出您的出生日期。",
        "zh-hans": "请说出您的出生日期。",
        "pt": "Diga, por favor, a sua data de nascimento.",
        "en": "Please state your date of birth.",
    },
    "party.document": {
        "zh-hant": "您持何種證件？請說出證件號碼的最後四位。",
        "zh-hans": "您持何种证件？请说出证件号码的最后四位。",
        "pt": "Que documento de identificação possui? Diga os últimos quatro caracteres do número.",
        "en": "Which identity document do you hold? Please state the last four characters of its number.",
    },
    "party.camera": {
        "zh-hant": "請將證件正面對準鏡頭並慢慢轉動，然後移開證件，面向鏡頭。",
        "zh-hans": "请将证件正面对准镜头并慢慢转动，然后移开证件，面向镜头。",
        "pt": "Mostre a frente do documento à câmara e rode-o devagar; depois afaste-o e olhe para a câmara.",
        "en": "Please hold the front of the document to the camera and turn it slowly; then put it away and face the camera.",
    },
    "party.place": {
        "zh-hant": "您現在身處何地？",
        "zh-hans": "您现在身处何地？",
        "pt": "Onde se encontra neste momento?",
        "en": "Where are you now?",
    },
    "party.company": {
        "zh-hant": "您身處的房間內還有其他人嗎？是誰？",
        "zh-hans": "您所在的房间内还有其他人吗？是谁？",
        "pt": "Está mais alguém consigo na sala? Quem?",
        "en": "Is anybody else in the room with you? Who?",
    },
    "party.influence": {
        "zh-hant": "現在有沒有人能聽到您說話、向您提示或者影響您的回答？",
        "zh-hans": "现在有没有人能听到您说话、向您提示或者影响您的回答？",
        "pt": "Há alguém que possa ouvi-lo, dar-lhe indicações ou influenciar as suas respostas?",
        "en": "Can anybody hear you, prompt you or influence your answers?",
    },
    "language.choice": {
        "zh-hant": "您希望使用哪種語言？",
        "zh-hans": "您希望使用哪种语言？",
        "pt": "Em que língua deseja expressar-se?",
        "en": "Which language do you wish to use?",
    },
    "language.understood": {
        "zh-hant": "您能否聽懂並看懂本次見證所用的語言（有傳譯員的，經傳譯員傳譯）？",
        "zh-hans": "您能否听懂并看懂本次见证所用的语言（有翻译人员的，经其翻译）？",
        "pt": "Compreende bem, ouvindo e lendo, a língua desta sessão (se houver intérprete, com a sua ajuda)?",
        "en": "Do you fully understand, by ear and in writing, the language of this session (where there is an interpreter, "
        "with the interpreter's help)?",
    },
    "interpreter.name": {
        "zh-hant": "請傳譯員說出全名，並向鏡頭出示證件。",
        "zh-hans": "请翻译人员说出全名，并向镜头出示证件。",
        "pt": "O intérprete diga o seu nome completo e mostre o documento de identificação à câmara.",
        "en": "The interpreter, please: state your full name and show your identity document to the camera.",
    },
    "interpreter.interest": {
        "zh-hant": "您是否確認與本案及各方均無利害關係，且不是任何一方的律師或代理人？",
        "zh-hans": "您是否确认与本案及各方均无利害关系，且不是任何一方的律师或代理人？",
        "pt": "Confirma que não tem interesse na causa nem ligação às partes e que não é advogado nem mandatário de nenhuma?",
        "en": "Do you confirm that you have no interest in the case or tie to the parties, and are nobody's lawyer or agent?",
    },
    "interpreter.place": {
        "zh-hant": "傳譯員現在身處何地？",
        "zh-hans": "翻译人员现在身处何地？",
        "pt": "Onde se encontra o intérprete neste momento?",
        "en": "Where is the interpreter now?",
    },
    "interpreter.pledge": {
        "zh-hant": "請傳譯員宣讀：「本人承諾忠實、完整地傳譯，不增、不減、不改，不提示、不代答，並保守秘密。」",
        "zh-hans": "请翻译人员宣读：“本人承诺忠实、完整地翻译，不增、不减、不改，不提示、不代答，并保守秘密。”",
        "pt": "O intérprete leia em voz alta: «Comprometo-me a traduzir com fidelidade e por inteiro, sem acrescentar, omitir "
        "ou alterar, sem sugerir nem responder por outrem, e a guardar segredo.»",
        "en": "The interpreter reads aloud: “I pledge to interpret faithfully and completely, adding, leaving out and changing "
        "nothing, neither prompting nor answering for anybody, and to keep the secret.”",
    },
    "agent.name": {
        "zh-hant": "請受託人%(agent)s說出全名，並向鏡頭出示身份證件。",
        "zh-hans": "请受托人%(agent)s说出全名，并向镜头出示身份证件。",
        "pt": "O mandatário %(agent)s diga o seu nome completo e mostre o documento de identificação à câmara.",
        "en": "The agent %(agent)s, please: state your full name and show your identity document to the camera.",
    },
    "agent.licence": {
        "zh-hant": "請說出您的執業證號和所屬律師事務所，並向鏡頭出示執業證。",
        "zh-hans": "请说出您的执业证号和所属律师事务所，并向镜头出示执业证。",
        "pt": "Indique o número da sua licença profissional e o escritório a que pertence, e mostre a licença à câmara.",
        "en": "Please state the number of your licence and your firm, and show the licence to the camera.",
    },
    "agent.papers": {
        "zh-hant": "請說出您以何種身份擔任受託人，並向鏡頭出示證明文件。",
        "zh-hans": "请说出您以何种身份担任受托人，并向镜头出示证明材料。",
        "pt": "Indique em que qualidade aceita o mandato e mostre à câmara os documentos que o comprovam.",
        "en": "Please state in which capacity you are the agent, and show the papers that prove it to the camera.",
    },
    "agent.place": {
        "zh-hant": "受託人現在身處何地？",
        "zh-hans": "受托人现在身处何地？",
        "pt": "Onde se encontra o mandatário neste momento?",
        "en": "Where is the agent now?",
    },
    "agent.conflict": {
        "zh-hant": "您是否確認不代理對方當事人，與其沒有利益衝突，並接受本次委託？",
        "zh-hans": "您是否确认不代理对方当事人，与其没有利益冲突，并接受本次委托？",
        "pt": "Confirma que não representa a parte contrária, que não existe conflito de interesses e que aceita o mandato?",
        "en": "Do you confirm that you do not act for the other side, that there is no conflict of interest, and that you "
        "accept this appointment?",
    },
    "entity.office": {
        "zh-hant": "您在%(principal)s擔任何職？依據何種文件有權代表其簽署？",
        "zh-hans": "您在%(principal)s担任何职？依据何种文件有权代表其签署？",
        "pt": "Que cargo exerce em %(principal)s e que documento lhe dá poderes para assinar em seu nome?",
        "en": "Which office do you hold in %(principal)s, and which document entitles you to sign for it?",
    },
    "entity.papers": {
        "zh-hant": "請向鏡頭出示決議及登記資料。",
        "zh-hans": "请向镜头出示决议及登记资料。",
        "pt": "Mostre à câmara a deliberação e a certidão do registo.",
        "en": "Please show the resolution and the extract from the register to the camera.",
    },
}  # fmt: skip
