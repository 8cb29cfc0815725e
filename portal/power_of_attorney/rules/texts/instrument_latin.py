"""The wording of the instrument in Portuguese and in English."""

from __future__ import annotations

PT: dict[str, str] = {
    "title": "Procuração",
    "subtitle": "Mandato judicial",
    "number": "N.º {number} · versão {version} do texto",
    "to": "Ao {court}",
    "intro": (
        "O mandante constitui mandatário judicial a pessoa ou as pessoas abaixo indicadas, para o processo e com os "
        "poderes que seguem."
    ),
    "h_principal": "Mandante",
    "h_representative": "Representante do mandante",
    "h_agents": "Mandatário judicial",
    "h_matter": "Processo",
    "h_powers": "Poderes",
    "h_special": "Poderes especiais",
    "h_other": "Outros poderes",
    "h_service": "Recepção de actos",
    "h_validity": "Duração",
    "h_basis": "Fundamento legal",
    "h_languages": "Textos e tradução",
    "h_statement": "Declaração",
    "l_name": "Nome",
    "l_papers": "Documento",
    "l_capacity": "Qualidade",
    "l_chain": "Origem dos poderes",
    "l_agent": "Mandatário {position}",
    "l_kind": "Qualidade",
    "l_licence": "Cédula",
    "l_firm": "Escritório",
    "l_case": "Processo n.º",
    "l_cause": "Causa de pedir",
    "l_opponent": "Parte contrária",
    "l_matter": "Objecto",
    "l_stages": "Fases",
    "l_reason": "Razões registadas pelo juiz",
    "l_platform": "Referência da plataforma oficial",
    "no_case": "acção ainda não proposta",
    "step": "{holder}, {capacity}; documento: {document}",
    "step_dated": "{holder}, {capacity}; documento: {document} ({day})",
    "natural": "pessoa singular",
    "entity": "sociedade ou outra pessoa colectiva",
    "general": (
        "O mandatário pode propor e contestar a acção, alegar, oferecer e discutir prova, e exercer os demais direitos "
        "processuais que não dependem de poderes especiais."
    ),
    "special_intro": (
        "Cada um dos actos seguintes exige poderes especiais do mandante (Lei de Processo Civil, art. 62.º, n.º 2). "
        "Cada linha vale por si; só está conferido o que se diz «conferido»."
    ),
    "other_intro": "Também estes poderes constam um a um.",
    "granted": "conferido",
    "not_granted": "não conferido",
    "struck": "riscado perante o juiz",
    "admit_claims": "Confessar o pedido",
    "waive_claims": "Desistir do pedido",
    "change_claims": "Alterar o pedido",
    "settle": "Transigir, também em mediação",
    "counterclaim": "Reconvir",
    "appeal": "Recorrer",
    "enforcement": "Requerer a execução",
    "receive_money": "Receber quantias",
    "sub_delegation": "Substabelecer",
    "no_full_agency": (
        "O mandatário não tem poderes especiais que não constem desta procuração um a um; a expressão «plenos poderes» "
        "não confere nenhum (Interpretação de 2022, art. 89.º)."
    ),
    "service_included": (
        "O mandatário pode receber citações, notificações e outros actos em nome do mandante, que o não excluiu "
        "(Disposições sobre a citação em processos com Hong Kong e Macau, Fa Shi [2009] n.º 2, art. 4.º)."
    ),
    "service_excluded": (
        "O mandante declara expressamente que o mandatário NÃO pode receber citações, notificações nem outros actos em "
        "seu nome (Fa Shi [2009] n.º 2, art. 4.º); os actos são comunicados ao próprio mandante."
    ),
    "from_to": "De {first} a {last}, inclusive.",
    "from_only": "De {first} até ao termo das fases acima indicadas.",
    "to_only": "Desde o reconhecimento pelo tribunal até {last}, inclusive.",
    "open": "Desde o reconhecimento pelo tribunal até ao termo das fases acima indicadas.",
    "basis_filing": (
        "Disposições do Supremo Tribunal Popular sobre a apresentação em linha por partes em litígios transfronteiriços "
        "(2021), art. 6.º: a parte de identidade verificada que constitui advogado do Interior da China fá-lo perante o "
        "juiz, por vídeo, sem notariado, legalização nem transmissão."
    ),
    "basis_interp": (
        "Interpretação do Supremo Tribunal Popular sobre a Lei de Processo Civil (revista em 2022), arts. 523.º e 549.º: "
        "a procuração assinada perante o juiz é reconhecida; aplicável por analogia aos processos com Hong Kong e Macau."
    ),
    "basis_missing": "O tribunal regista o fundamento legal antes do testemunho; sem ele, não há sessão.",
    "gba": (
        "A licença de advogado para a Grande Baía conta, na leitura do tribunal da causa, como a de advogado do Interior "
        "da China para efeitos daquele artigo."
    ),
    "prevails": "Prevalece o texto em {language}.",
    "prevails_ordered": "Por ordem do tribunal, prevalece o texto em {language}: {order}",
    "one_language": "Esta procuração tem só o texto em {language}.",
    "two_languages": "Esta procuração tem dois textos paralelos, em {first} e em {second}.",
    "translated": "Tradução de {translator}.",
    "statement": (
        "O mandante leu ou ouviu ler todo o texto e compreende-o; confere os poderes de sua vontade, sem coacção, dolo "
        "nem erro."
    ),
    "revocation": (
        "O mandante pode alterar ou revogar o mandato a qualquer tempo, por escrito dirigido ao tribunal, que o comunica "
        "à parte contrária (Lei de Processo Civil, art. 63.º)."
    ),
    "to_be_signed": "Texto para ler e assinar: sem assinatura perante o juiz e sem testemunho, não produz efeitos.",
    "footer": "{number} · versão {version} · redacção {wording}",
    "zh-hant": "chinês (caracteres tradicionais)",
    "zh-hans": "chinês (caracteres simplificados)",
    "pt": "português",
    "en": "inglês",
    "lawyer": "advogado",
    "legal_service_worker": "agente de serviços jurídicos de base",
    "close_relative": "parente próximo",
    "employee": "trabalhador da parte",
    "community_citizen": "cidadão proposto pela comunidade ou pelo serviço",
    "association_citizen": "cidadão proposto por organização social",
    "prc": "cédula de advogado do Interior da China",
    "gba_licence": "licença de advogado para a Grande Baía",
    "first_instance": "primeira instância",
    "second_instance": "segunda instância",
    "retrial": "novo julgamento",
    "stage_enforcement": "execução",
    "legal_representative": "representante legal",
    "director": "administrador",
    "authorised": "autorizado por deliberação ou carta",
    "partner": "sócio gerente",
    "liquidator": "liquidatário ou administrador",
    "statutory_agent": "representante por lei",
    "comma": ", ",
}

EN: dict[str, str] = {
    "title": "Power of Attorney",
    "subtitle": "Appointment of a litigation agent",
    "number": "No. {number} · version {version} of the text",
    "to": "To the {court}",
    "intro": (
        "The principal appoints the agent or agents named below to act for the principal in the case below, with the "
        "powers that follow."
    ),
    "h_principal": "Principal",
    "h_representative": "Representative of the principal",
    "h_agents": "Agent",
    "h_matter": "Case",
    "h_powers": "Powers",
    "h_special": "Special powers",
    "h_other": "Other powers",
    "h_service": "Receipt of documents",
    "h_validity": "Duration",
    "h_basis": "Legal basis",
    "h_languages": "Texts and translation",
    "h_statement": "Statement",
    "l_name": "Name",
    "l_papers": "Document",
    "l_capacity": "Capacity",
    "l_chain": "Source of authority",
    "l_agent": "Agent {position}",
    "l_kind": "Capacity",
    "l_licence": "Licence",
    "l_firm": "Law firm",
    "l_case": "Case number",
    "l_cause": "Cause of action",
    "l_opponent": "Other side",
    "l_matter": "Matter",
    "l_stages": "Stages",
    "l_reason": "Reason recorded by the judge",
    "l_platform": "Reference of the official platform",
    "no_case": "not filed yet",
    "step": "{holder}, {capacity}; document: {document}",
    "step_dated": "{holder}, {capacity}; document: {document} ({day})",
    "natural": "natural person",
    "entity": "company or other entity",
    "general": (
        "The agent may bring and answer the action, plead, submit and challenge evidence, argue, and exercise the other "
        "procedural rights for which the law asks no special power."
    ),
    "special_intro": (
        "Each of the following needs a special power of the principal (Civil Procedure Law, art. 62(2)). Each line stands "
        "by itself; only what is marked “granted” is granted."
    ),
    "other_intro": "These powers too are stated one by one.",
    "granted": "granted",
    "not_granted": "not granted",
    "struck": "struck out before the judge",
    "admit_claims": "To admit claims",
    "waive_claims": "To waive claims",
    "change_claims": "To change claims",
    "settle": "To settle, in or out of mediation",
    "counterclaim": "To file a counterclaim",
    "appeal": "To appeal",
    "enforcement": "To apply for enforcement",
    "receive_money": "To receive money",
    "sub_delegation": "To sub-delegate",
    "no_full_agency": (
        "The agent has no special power that is not stated here line by line; the words “full agency” confer none "
        "(Interpretation 2022, art. 89)."
    ),
    "service_included": (
        "The agent may receive documents of the proceedings for the principal, who has not excluded it (Provisions on "
        "service in Hong Kong and Macao cases, Fa Shi [2009] No. 2, art. 4)."
    ),
    "service_excluded": (
        "The principal states expressly that the agent may NOT receive documents of the proceedings for the principal "
        "(Fa Shi [2009] No. 2, art. 4); they are to be served on the principal in person."
    ),
    "from_to": "From {first} to {last}, both days included.",
    "from_only": "From {first} until the end of the stages named above.",
    "to_only": "From recognition by the court until {last}, that day included.",
    "open": "From recognition by the court until the end of the stages named above.",
    "basis_filing": (
        "Provisions of the Supreme People's Court on online filing for parties to cross-border litigation (2021), art. 6: "
        "a party whose identity is verified appoints a Mainland lawyer before the judge by video, without notarisation, "
        "authentication or forwarding."
    ),
    "basis_interp": (
        "Interpretation of the Supreme People's Court on the Civil Procedure Law (as amended in 2022), arts 523 and 549: "
        "a power of attorney signed before a judge is to be recognised; applied by reference to cases of Hong Kong and "
        "Macao."
    ),
    "basis_missing": "The court records the legal basis before the witnessing; without it there is no session.",
    "gba": (
        "A lawyer's licence for the Greater Bay Area counts, as the court of the case reads the provision, as that of a "
        "Mainland lawyer."
    ),
    "prevails": "The text in {language} prevails.",
    "prevails_ordered": "By order of the court, the text in {language} prevails: {order}",
    "one_language": "This power of attorney has one text, in {language}.",
    "two_languages": "This power of attorney has two texts side by side, in {first} and in {second}.",
    "translated": "Translated by {translator}.",
    "statement": (
        "The principal has read the whole text or heard it read, and understands it; the powers are given of the "
        "principal's free will, without force, fraud or misunderstanding."
    ),
    "revocation": (
        "The principal may change or revoke this power at any time, in writing to the court, which tells the other side "
        "(Civil Procedure Law, art. 63)."
    ),
    "to_be_signed": "This is the text to be read and signed. Unsigned and unwitnessed, it has no effect.",
    "footer": "{number} · version {version} · wording {wording}",
    "zh-hant": "Chinese (traditional characters)",
    "zh-hans": "Chinese (simplified characters)",
    "pt": "Portuguese",
    "en": "English",
    "lawyer": "lawyer",
    "legal_service_worker": "grassroots legal-service worker",
    "close_relative": "close relative",
    "employee": "employee of the party",
    "community_citizen": "citizen recommended by the community or work unit",
    "association_citizen": "citizen recommended by a social organisation",
    "prc": "Mainland lawyer's licence",
    "gba_licence": "lawyer's licence for the Greater Bay Area",
    "first_instance": "first instance",
    "second_instance": "second instance",
    "retrial": "retrial",
    "stage_enforcement": "enforcement",
    "legal_representative": "legal representative",
    "director": "director",
    "authorised": "authorised by resolution or letter",
    "partner": "managing partner",
    "liquidator": "liquidator or administrator",
    "statutory_agent": "guardian, statutory agent",
    "comma": ", ",
}
