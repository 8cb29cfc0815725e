"""The wording in Portuguese, as courts in Macao read it, beside the Chinese."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_request_hk": "Ofício de Pedido", "t_request_macao": "Ofício de Pedido",
    "t_evidence_hk": "Ofício de Pedido", "t_evidence_macao": "Ofício de Pedido",
    "t_transfer": "Pedido de Transmissão", "t_supplement": "Ofício com Elementos Complementares",
    "t_reminder": "Ofício de Insistência", "t_completion": "Ofício de Cumprimento",
    "t_certificate": "Certidão de Citação ou Notificação",
    "t_non_service": "Certidão Negativa de Citação ou Notificação",
    "t_return_receipt": "Aviso de Recepção Judicial", "t_notice_text": "Edital",
    "t_hand_over": "Recibos de Entrega entre Serviços", "t_dossier": "Dossier do Processo de Notificação",
    "simulated": "SIMULADO: selado pela autoridade de demonstração, sem efeitos jurídicos",
    "number": "{number} doc. {paper}",
    # -- authorities
    "hk_court": "Tribunal Superior da Região Administrativa Especial de Hong Kong",
    "hk_wing": (
        "Administration Wing do Gabinete do Secretário-Chefe da Administração do Governo da Região "
        "Administrativa Especial de Hong Kong"
    ),
    "macao_court": "Tribunal de Última Instância da Região Administrativa Especial de Macau",
    "to": "Ao {authority}", "HK": "Região Administrativa Especial de Hong Kong",
    "MO": "Região Administrativa Especial de Macau",
    # -- bodies
    "b_request_hk": (
        "No processo {case} ({nature}), que corre termos perante {court}, devem ser citados ou "
        "notificados actos judiciais a {name}, na Região Administrativa Especial de Hong Kong. Nos "
        "termos dos artigos 1.º a 3.º do Acordo sobre a citação e notificação recíprocas de actos "
        "judiciais em matéria civil e comercial entre os tribunais do Interior da China e os de Hong "
        "Kong, solicita-se a esse Tribunal que proceda à diligência, como segue:"
    ),
    "b_request_macao": (
        "No processo {case} ({nature}), que corre termos perante {court}, devem ser citados ou "
        "notificados actos judiciais a {name}, na Região Administrativa Especial de Macau. Nos termos "
        "dos artigos 1.º, 2.º e 10.º do Acordo sobre os pedidos mútuos de citação ou notificação de "
        "actos judiciais e de produção de provas em matéria civil e comercial entre os tribunais do "
        "Interior da China e os de Macau, solicita-se a esse Tribunal que proceda à diligência, como "
        "segue:"
    ),
    "b_evidence_hk": (
        "No processo {case} ({nature}), que corre termos perante {court}, é necessário obter provas na "
        "Região Administrativa Especial de Hong Kong. Nos termos dos artigos 1.º, 2.º e 8.º do Acordo "
        "sobre a obtenção recíproca de provas em matéria civil e comercial entre os tribunais do "
        "Interior da China e os de Hong Kong, solicitam-se as provas a seguir indicadas, que apenas "
        "serão utilizadas neste processo (artigo 5.º)."
    ),
    "b_evidence_macao": (
        "No processo {case} ({nature}), que corre termos perante {court}, é necessário produzir provas "
        "na Região Administrativa Especial de Macau. Nos termos dos artigos 16.º a 18.º do Acordo "
        "sobre os pedidos mútuos de citação ou notificação de actos judiciais e de produção de provas "
        "em matéria civil e comercial entre os tribunais do Interior da China e os de Macau, "
        "solicita-se a esse Tribunal a produção das provas, como segue:"
    ),
    "c_request_hk": (
        "Solicita-se a diligência ainda que tenha decorrido a data da audiência ou o prazo fixado nos "
        "actos, o mais tardar no prazo de dois meses a contar da recepção deste ofício (artigo 4.º). "
        "Solicita-se depois a emissão de certidão selada. Não sendo possível a diligência, solicita-se "
        "que a certidão indique o obstáculo ou o motivo da recusa e a data, e a devolução deste ofício "
        "com todos os documentos (artigo 5.º)."
    ),
    "c_request_macao": (
        "Solicita-se a diligência ainda que tenha decorrido a data da audiência ou o prazo fixado nos "
        "actos (artigo 13.º), no prazo de dois meses a contar da recepção deste ofício (artigo 6.º). "
        "Solicita-se depois a emissão de certidão selada que indique o modo, o local e a data da "
        "diligência e a identidade de quem recebeu. Não sendo possível a diligência, solicita-se a "
        "indicação do obstáculo ou do motivo da recusa e da data (artigo 12.º)."
    ),
    "c_evidence_hk": (
        "Solicita-se que o pedido seja cumprido, tanto quanto possível, no prazo de seis meses a "
        "contar da recepção deste ofício (artigo 10.º). As despesas que excedam as ordinárias são "
        "previamente comunicadas e acordadas (artigo 9.º)."
    ),
    "c_evidence_macao": (
        "Solicita-se que o pedido seja cumprido no prazo de três meses a contar da recepção deste "
        "ofício (artigo 6.º)."
    ),
    "attend": (
        "Solicita-se a comunicação da data e do local a este Tribunal, para que as partes e os seus "
        "mandatários possam estar presentes."
    ),
    "video": (
        "Solicita-se que as testemunhas ou os peritos, se nisso consentirem, possam depor por "
        "videoconferência ou audioconferência."
    ),
    "b_transfer": (
        "No processo {case} ({nature}), que corre termos perante {court}, deve ser dirigido às "
        "autoridades competentes da {region} o pedido a seguir indicado. Remetem-se o ofício de pedido "
        "e os documentos, num total de {count}, para verificação e transmissão. Se não estiverem "
        "conformes ao Acordo, solicita-se a sua devolução com os fundamentos (Disposições de 2009, Fa "
        "Shi [2009] n.º 2, artigo 13.º)."
    ),
    "b_supplement": (
        "Em {asked} foram pedidos elementos ou esclarecimentos complementares sobre o nosso pedido. "
        "Segue a resposta; solicita-se o prosseguimento. Os elementos complementares não fazem "
        "reiniciar o prazo."
    ),
    "b_reminder": (
        "Em {dispatched} este Tribunal enviou um ofício de pedido relativo à matéria a seguir "
        "indicada. Até esta data não foi recebido qualquer resultado. Solicita-se informação sobre o "
        "andamento e o cumprimento e resposta com a maior brevidade. Esta é a insistência n.º "
        "{reminder} nesta matéria."
    ),
    "b_reminder_due": "O prazo fixado pelo Acordo termina em {due}.",
    "b_completion": (
        "A diligência a seguir indicada, solicitada a este Tribunal, foi concluída. Responde-se como "
        "segue:"
    ),
    "b_certificate": (
        "Certifica-se que os actos judiciais a seguir indicados foram citados ou notificados ao "
        "destinatário."
    ),
    "b_certificate_judge": (
        "Em {confirmed} o juiz titular do processo confirmou como data da citação ou notificação "
        "{date}."
    ),
    "b_non_service": (
        "Certifica-se que os actos judiciais a seguir indicados não puderam ser citados ou notificados "
        "ao destinatário, pelo motivo indicado."
    ),
    "returned_yes": "Devolvem-se o ofício de pedido e todos os documentos.",
    "returned_no": "Ainda não foram devolvidos todos os documentos.",
    "b_return_receipt": (
        "Solicita-se ao destinatário, ou a quem possa receber por ele, que confira os documentos a "
        "seguir indicados, assine e indique a data da recepção."
    ),
    "b_notice": "A {name}:",
    "b_notice_text": (
        "No processo {case} ({nature}), que corre termos perante {court}, {reason}. Nos termos do "
        "{basis}, são-lhe citados ou notificados por edital: {documents}. A citação considera-se "
        "efectuada decorridos {term} da publicação deste edital, contados da última publicação se as "
        "datas no Interior da China e no seu lugar forem diferentes."
    ),
    "notice_answer": (
        "A contestação pode ser apresentada no prazo de {days} dias após a eficácia da citação edital."
    ),
    "notice_hearing": (
        "A audiência realiza-se em {hearing}. Na falta de comparência, pode ser proferida decisão à "
        "revelia."
    ),
    "reason_exhausted": "não foi possível a citação por qualquer outra via",
    "reason_unknown": "é desconhecido o seu paradeiro", "term_months": "três meses",
    "term_days": "sessenta dias",
    "basis_2009": (
        "artigo 9.º das Disposições do Supremo Tribunal Popular sobre a citação e notificação de actos "
        "judiciais em processos civis e comerciais relativos a Hong Kong e Macau"
    ),
    "basis_cpl": "artigo 283.º, n.º 2, da Lei de Processo Civil",
    "b_hand_over": (
        "Em cada entrega a seguir indicada, cada documento é identificado pelo seu resumo "
        "criptográfico (SHA-256). Quem tiver os ficheiros pode calculá-lo e compará-lo."
    ),
    "b_evidence_done": "As provas foram produzidas e seguem em anexo.",
    "b_evidence_not_done": "As provas não puderam ser produzidas, pelo motivo indicado.",
    # -- labels
    "l_requesting": "Autoridade requerente", "l_requested": "Autoridade requerida",
    "l_case": "Número do processo", "l_nature": "Natureza do processo",
    "l_addressee": "Destinatário", "l_former": "Nomes anteriores",
    "l_identity": "Número de identificação ou de registo", "l_address": "Endereço completo",
    "l_hearing": "Audiência", "l_answer": "Prazo para contestar",
    "l_evidence_until": "Prazo para apresentação de provas", "l_method": "Modo da diligência",
    "l_amount": "Valor da causa", "l_sets": "Exemplares", "l_costs": "Despesas",
    "l_number": "Número deste Tribunal", "l_upper_number": "Número do Tribunal Popular Superior",
    "l_foreign_number": "Número da autoridade requerida",
    "l_platform": "Número na plataforma de cooperação judiciária", "l_postal": "Número postal",
    "l_dispatched": "Data do envio", "l_received": "Data da recepção", "l_estimated": "{date} (estimativa)",
    "l_measure": "Diligência", "l_parties": "Partes e mandatários",
    "l_purpose": "Motivo do pedido de provas", "l_items": "Objecto das provas", "l_person": "Pessoa a ouvir",
    "l_questions": "Perguntas", "l_special": "Modo especial", "l_other": "Outras circunstâncias",
    "l_asked_for": "Elementos pedidos", "l_reply": "Resposta", "l_channel": "Via", "l_basis": "Base legal",
    "l_served_on": "Data da citação ou notificação", "l_obstacle_on": "Data indicada", "l_place": "Local",
    "l_recipient": "Quem recebeu", "l_relationship": "Relação com o destinatário", "l_reason": "Motivo",
    "l_words": "Nos seus termos", "l_issuer": "Prova emitida por", "l_issuer_number": "Número da prova",
    "l_result": "Resultado", "l_contact": "Endereço e telefone",
    "l_signature": "Assinatura do destinatário ou de quem recebe", "l_signed_on": "Recebido em",
    "l_left": "Motivo da recusa, assinatura da testemunha", "l_server": "Funcionário",
    "l_reported": "Data, hora e local da diligência",
    # -- values
    "l_trial_court": "Tribunal do processo", "answer_days": "{days} dias a contar da recepção",
    "by_law": "conforme a lei do lugar", "costs_borne": "Este Tribunal suporta as despesas do modo especial",
    "sets": "{sets} exemplares", "no_sets": "Enviado pela plataforma; sem exemplares em papel",
    "done": "Cumprido", "not_done": "Não cumprido", "refused": "Recusado",
    # -- tables
    "h_number": "N.º", "h_document": "Documento", "h_pages": "Páginas", "h_translation": "Tradução chinesa",
    "h_digest": "Resumo (SHA-256)", "h_leg": "Via", "h_on": "Data", "h_from": "De", "h_to": "Para",
    "h_outside": "Número", "translated": "junta", "needs_none": "texto em chinês", "pages": "{pages} p.",
    "translation_of": "tradução do n.º {number}",
    # -- the dossier
    "b_dossier": (
        "Este dossier reúne os documentos, as provas e o andamento do processo de notificação {number}."
    ),
    "h_event": "Andamento", "h_state": "Estado", "h_file": "Ficheiro", "x_file": "Anexo {number}",
    "x_paper": "Documento {number} do Tribunal", "x_translation": "tradução",
    "not_bound": "Estes ficheiros não podem ser encadernados; identificam-se pelo seu resumo:",
    "l_state": "Estado", "l_effective": "Data confirmada da citação ou notificação",
    # -- foot
    "seal": "(selo do Tribunal)", "judge": "Juiz",
    "check": (
        "Leia o código QR, ou abra a página de verificação de documentos, e introduza o número "
        "{number} e o código de verificação {code}, para saber se este documento está registado. O "
        "documento electrónico está selado; qualquer alteração é detectada."
    ),
    "log": (
        "A emissão deste documento consta de um registo inalterável, com o seu resumo criptográfico "
        "(SHA-256)."
    ),
    "prevails": "Prevalece o texto na primeira das línguas.",
    # -- kinds of documents
    "k_claim": "Duplicado da petição inicial", "k_appeal": "Duplicado da petição de recurso",
    "k_counterclaim": "Duplicado da reconvenção", "k_defence": "Duplicado da contestação",
    "k_power": "Procuração", "k_summons": "Convocatória", "k_judgment": "Sentença",
    "k_mediation": "Documento judicial de mediação", "k_ruling": "Despacho", "k_payment_order": "Injunção de pagamento",
    "k_decision": "Decisão", "k_notice": "Notificação", "k_certificate": "Certidão",
    "k_return_receipt": "Aviso de recepção judicial", "k_writ": "Articulado",
    "k_affidavit": "Declaração ajuramentada", "k_order": "Ordem do tribunal",
    "k_other": "Outro acto judicial ou anexo",
    # -- who hands over to whom
    "w_requesting": "Autoridade requerente", "w_lawyer": "Advogado", "w_clerk": "Escrivão",
    "w_desk": "Secção de cooperação judiciária", "w_upper": "Tribunal Popular Superior",
    "w_judge": "Juiz titular do processo", "w_executing_court": "Tribunal incumbido do cumprimento",
    "w_addressee": "Destinatário", "w_people": "Partes", "w_system": "Portal",
    "w_requested": "Autoridade requerida", "w_post_office": "Correio",
}  # fmt: skip
