"""The wording of the execution and of the witnessing note in Portuguese and in English."""

from __future__ import annotations

PT: dict[str, str] = {
    "h_execution": "Assinatura e testemunho",
    "read_text": (
        "Foi assinada a versão {version} deste texto. Todos conferiram no ecrã o seu resumo criptográfico (SHA-256), "
        "ao qual as assinaturas estão ligadas:"
    ),
    "short_code": "código curto {code}",
    "signed_as": "assina como {role}",
    "principal": "mandante",
    "representative": "representante do mandante",
    "agent": "mandatário",
    "signed_at": "Assinado em",
    "place_declared": "Lugar declarado",
    "stroke_digest": "Resumo do traçado",
    "at_recording": "gravação {recording}, {offset}",
    "drawn": "assinado à mão no ecrã",
    "mark": "sinal feito no ecrã, anotado pelo juiz",
    "typed": "nome escrito no teclado, anotado pelo juiz",
    "h_judge": "Declaração do juiz",
    "judge_statement": (
        "Sou juiz do {court}. Estive em vídeo, ao vivo e ao mesmo tempo, com o mandante e o mandatário, e testemunhei as "
        "assinaturas: verifiquei a identidade de todos, confirmei o mandatário e o seu escritório, perguntei por cada "
        "poder especial e certifiquei-me de que o mandato corresponde à vontade do mandante."
    ),
    "judge_statement_other": (
        "Sou juiz do {court}. Estive em vídeo, ao vivo e ao mesmo tempo, com o mandante e o mandatário, e testemunhei as "
        "assinaturas: verifiquei a identidade de todos, confirmei a identidade e a qualidade do mandatário, perguntei "
        "por cada poder especial e certifiquei-me de que o mandato corresponde à vontade do mandante."
    ),
    "l_judge": "Juiz",
    "l_attested": "Testemunhado em",
    "l_method": "Forma",
    "method": "vídeo ao vivo, gravado do princípio ao fim",
    "method_interpreted": "vídeo ao vivo, com intérprete, gravado do princípio ao fim",
    "l_places": "Lugares declarados",
    "place": "{name} ({role}): {place}",
    "l_recording": "Resumo da cadeia da gravação",
    "l_interpreter": "Intérprete",
    "h_check": "Verificação",
    "check": (
        "Leia o código ou vá ao endereço abaixo e indique o número, a data e o código de acesso: o registo diz se esta "
        "procuração estava em vigor nesse dia. Vale o que diz o registo."
    ),
    "by_judge": (
        "O juiz assina com a sua própria assinatura electrónica; o tribunal apõe depois o seu selo electrónico. Ambos só "
        "existem no ficheiro, não no papel."
    ),
    "integrity": "O selo prova a integridade do documento; a validade assenta no testemunho do juiz.",
    "signed_by": "Assinatura electrónica do juiz: {name}",
    "sealed_by": "Selo electrónico: {name}",
    "no_stamp": "Não há serviço de selo temporal: este documento não tem selo temporal.",
    "simulated": "Assinado e selado por uma autoridade de demonstração. Este documento nada certifica.",
    "fictitious": "Documento fictício, para demonstração. Nada certifica.",
    "note_title": "Auto de testemunho por vídeo",
    "note_subtitle": "Procuração {number}",
    "h_note_session": "Sessão",
    "l_session": "Sessão",
    "session": "{number}.ª sessão",
    "l_booked": "Hora marcada",
    "l_lobby": "Abertura da sala de espera",
    "l_opened": "Início",
    "l_closed": "Fim",
    "l_basis": "Fundamento legal",
    "h_present": "Presentes",
    "c_name": "Nome",
    "c_role": "Qualidade",
    "c_place": "Lugar declarado",
    "c_identity": "Identidade",
    "judge": "juiz",
    "clerk": "escrivão",
    "party": "mandante",
    "interpreter": "intérprete",
    "verified": "verificada pela plataforma",
    "manual": "confirmada pelo tribunal",
    "failed": "não apurada",
    "checked_before": "antes da sessão: {result}",
    "checked_session": "na sessão: {result}",
    "simulated_check": "(verificação simulada, nada prova)",
    "h_script": "Decurso",
    "script": (
        "O juiz perguntou segundo a redacção fixa (versão {wording}); cada resposta foi registada com o seu lugar na "
        "gravação."
    ),
    "c_step": "Passo",
    "c_questions": "Perguntas",
    "c_first": "Primeira resposta",
    "c_last": "Última resposta",
    "c_at": "Na gravação",
    "step_1": "Abertura e informações",
    "step_2": "Identidade e ambiente do mandante",
    "step_3": "Língua e intérprete",
    "step_4": "Identidade e qualidade do mandatário",
    "step_5": "Poderes do representante",
    "step_6": "Vontade do mandante",
    "step_7": "O litígio",
    "step_8": "Poderes, um a um",
    "step_9": "Leitura e resumo do documento",
    "step_10": "Assinatura e testemunho",
    "step_11": "Encerramento",
    "h_result": "Resultado",
    "confirmed_powers": "Poderes especiais e outros confirmados",
    "struck_powers": "Poderes riscados perante o juiz",
    "none": "nenhum",
    "h_recordings": "Gravação",
    "recording": "Gravação {number}: {chunks} partes, {duration}; resumo da cadeia",
    "h_interruptions": "Interrupções",
    "interruption": "De {began} a {ended}: {cause}. {reason}",
    "still_open": "não retomada",
    "identity_again": "A identidade foi verificada de novo.",
    "judge_paused": "pausa do juiz",
    "asked_for": "a pedido de um participante",
    "stranger_in_picture": "pessoa não admitida na imagem",
    "identity_lost": "identidade a verificar de novo",
    "technical_fault": "avaria técnica",
    "dropped_out": "perda de ligação de um participante",
    "recording_gap": "gravação interrompida",
    "cause_other": "outra causa",
    "h_documents": "Documentos",
    "read_document": "Texto assinado (versão {version})",
    "executed_document": "Procuração assinada",
    "note_statement": "Este auto foi composto a partir dos registos da sessão e assinado pelo juiz depois de o ler.",
}

EN: dict[str, str] = {
    "h_execution": "Signature and witnessing",
    "read_text": (
        "Version {version} of this text was signed. Everybody compared its digest (SHA-256) on the screen; the "
        "signatures are bound to it:"
    ),
    "short_code": "short code {code}",
    "signed_as": "signs as {role}",
    "principal": "principal",
    "representative": "representative of the principal",
    "agent": "agent",
    "signed_at": "Signed",
    "place_declared": "Declared place",
    "stroke_digest": "Digest of the strokes",
    "at_recording": "recording {recording}, {offset}",
    "drawn": "signed by hand on the screen",
    "mark": "mark set on the screen, noted by the judge",
    "typed": "name typed on the keyboard, noted by the judge",
    "h_judge": "Statement of the judge",
    "judge_statement": (
        "I am a judge of the {court}. I was with the principal and the agent at the same time in live video and witnessed "
        "the signatures: I checked everybody's identity, confirmed the agent and the agent's law firm, asked for each "
        "special power by itself, and satisfied myself that the powers are given of the principal's true intention."
    ),
    "judge_statement_other": (
        "I am a judge of the {court}. I was with the principal and the agent at the same time in live video and witnessed "
        "the signatures: I checked everybody's identity, confirmed who the agent is and in which capacity the agent acts, "
        "asked for each special power by itself, and satisfied myself that the powers are given of the principal's true "
        "intention."
    ),
    "l_judge": "Judge",
    "l_attested": "Witnessed",
    "l_method": "Method",
    "method": "live video, recorded throughout",
    "method_interpreted": "live video, interpreted, recorded throughout",
    "l_places": "Declared places",
    "place": "{name} ({role}): {place}",
    "l_recording": "Head of the recording's chain",
    "l_interpreter": "Interpreter",
    "h_check": "Check",
    "check": (
        "Scan the code or go to the address below and give number, date and access code: the register says whether this "
        "power was in force on that day. What the register says prevails."
    ),
    "by_judge": (
        "The judge signs with an electronic signature of her or his own; the court's electronic seal comes last. Both "
        "exist in the file only, not on paper."
    ),
    "integrity": "The seal proves integrity; validity rests on the judge's witnessing.",
    "signed_by": "Electronic signature of the judge: {name}",
    "sealed_by": "Electronic seal: {name}",
    "no_stamp": "No time-stamp authority is configured: this document bears no time stamp.",
    "simulated": "Signed and sealed by a demonstration authority. This document certifies nothing.",
    "fictitious": "Fictitious document, for demonstration. It certifies nothing.",
    "note_title": "Witnessing Note",
    "note_subtitle": "Power of attorney {number}",
    "h_note_session": "Session",
    "l_session": "Session",
    "session": "session {number}",
    "l_booked": "Booked for",
    "l_lobby": "Lobby opened",
    "l_opened": "Opened",
    "l_closed": "Closed",
    "l_basis": "Legal basis",
    "h_present": "Present",
    "c_name": "Name",
    "c_role": "Capacity",
    "c_place": "Declared place",
    "c_identity": "Identity",
    "judge": "judge",
    "clerk": "clerk",
    "party": "principal",
    "interpreter": "interpreter",
    "verified": "verified by the platform",
    "manual": "confirmed by the court",
    "failed": "not established",
    "checked_before": "before: {result}",
    "checked_session": "in the session: {result}",
    "simulated_check": "(simulated check, proves nothing)",
    "h_script": "Course",
    "script": (
        "The judge asked in the fixed wording (version {wording}); each answer was kept with its place in the recording."
    ),
    "c_step": "Step",
    "c_questions": "Questions",
    "c_first": "First answer",
    "c_last": "Last answer",
    "c_at": "In the recording",
    "step_1": "Opening and notice",
    "step_2": "Identity and surroundings of the principal",
    "step_3": "Language and interpreter",
    "step_4": "Identity and capacity of the agent",
    "step_5": "Authority of the entity's representative",
    "step_6": "The principal's will",
    "step_7": "The dispute",
    "step_8": "The powers, one by one",
    "step_9": "Reading and digest of the document",
    "step_10": "Signature and witnessing",
    "step_11": "Closing",
    "h_result": "Result",
    "confirmed_powers": "Special and other powers confirmed",
    "struck_powers": "Powers struck out before the judge",
    "none": "none",
    "h_recordings": "Recording",
    "recording": "Recording {number}: {chunks} chunks, {duration}; head of the chain",
    "h_interruptions": "Interruptions",
    "interruption": "{began} to {ended}: {cause}. {reason}",
    "still_open": "not resumed",
    "identity_again": "Identity was checked anew.",
    "judge_paused": "paused by the judge",
    "asked_for": "at a participant's request",
    "stranger_in_picture": "somebody in the picture who was not admitted",
    "identity_lost": "identity to be checked anew",
    "technical_fault": "technical fault",
    "dropped_out": "a participant's connection was lost",
    "recording_gap": "the recording was interrupted",
    "cause_other": "another cause",
    "h_documents": "Documents",
    "read_document": "Text signed (version {version})",
    "executed_document": "Signed power of attorney",
    "note_statement": "This note was made up from the records of the session and signed by the judge after reading it.",
}
