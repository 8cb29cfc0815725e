"""The wording in Portuguese, as Macao's courts write it; the Chinese text prevails."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_process_statement": "Relatório do Processo de Averiguação do Direito",
    "t_request_letter": "Pedido de Informação sobre o Direito", "t_scope_note": "Nota sobre o Âmbito da Inquirição",
    "t_cost_sheet": "Mapa dos Encargos da Averiguação", "t_citation_pack": "Colectânea das Normas Citadas",
    "simulated": "SIMULADO: selado por entidade de demonstração, sem efeito jurídico", "number": "{number} documento {paper}",
    # -- laws and addressees
    "law_CN-HK": "o direito da Região Administrativa Especial de Hong Kong",
    "law_CN-MO": "o direito da Região Administrativa Especial de Macau", "law_other": "o direito de {code}",
    "macao_court": "Tribunal de Última Instância da Região Administrativa Especial de Macau", "to": "{authority}:",
    "everybody": "todas as partes",
    "interpretation": (
        "da Interpretação (II) do Supremo Tribunal Popular sobre a Lei de Aplicação das Leis às Relações Civis com Elementos"
        " Externos (Fa Shi [2023] n.º 12, adiante «Interpretação (II)»)"
    ),
    # -- the paragraph for the judgment
    "h_judgment": "Passagem destinada à sentença",
    "p_choice": "As partes escolheram {law}, cabendo-lhes, por isso, fornecê-lo.",
    "p_conflict": (
        "Por força da norma de conflitos aplicável ({rule}), rege a presente causa {law}; não tendo as partes escolhido a"
        " lei, procede o Tribunal à sua averiguação."
    ),
    "p_conflict_fell": (
        "Por força da norma de conflitos aplicável ({rule}), rege a presente causa {law}; entendendo que as partes não"
        " escolheram validamente essa lei, procede o Tribunal à sua averiguação."
    ),
    "p_period": "Atendendo ao tempo exigido pelas formalidades, o Tribunal fixou {due} como termo do prazo para o fornecer.",
    "p_finding": "O conteúdo de {citation} foi assente pela decisão transitada em julgado de {court}, processo {case}.",
    "p_route": "O Tribunal recorreu à via seguinte: {route} ({whom}); a resposta foi recebida em {received}; {outcome}.",
    "p_route_party": "A solicitação do Tribunal, {whom} apresentou material, recebido em {received}; {outcome}.",
    "p_route_nothing": "O Tribunal recorreu à via seguinte: {route} ({whom}); {outcome}.",
    "p_declined": "{whom} escusou-se por ter interesse na causa.",
    "p_interest_later": (
        "{whom}, depois de ter aceitado o pedido, declarou ter interesse na causa e deixou de intervir na averiguação."
    ),
    "p_supplement": "O Tribunal procedeu, por isso, a averiguação complementar por via diversa.",
    "p_exhibited": (
        "O material foi apresentado em audiência em {dates}, tendo o Tribunal ouvido todas as partes sobre o conteúdo do"
        " direito, a sua interpretação e a sua aplicação."
    ),
    "p_shown": "O material foi apresentado em audiência em {dates}.",
    "p_no_objection": "Nenhuma das partes deduziu oposição.",
    "p_objection": "{party} deduziu oposição quanto à questão {number} ({aspect}), com os fundamentos seguintes: {reasons}",
    "p_content": "Conforme averiguado, é este o conteúdo que apresenta {law}: {content}",
    # -- sections of the statement
    "h_basis": "1. Fundamento da averiguação", "h_scope": "2. Âmbito", "h_periods": "3. Prazos fixados",
    "h_findings": "4. Conclusões assentes em decisões transitadas em julgado", "h_routes": "5. Vias e decurso da averiguação",
    "h_materials": "6. Material e sua apresentação em audiência", "h_positions": "7. Posições das partes",
    "h_content": "8. Conteúdo do direito averiguado", "h_result": "9. Decisão e fundamentos", "h_costs": "10. Encargos",
    "b_choice": (
        "No processo {case}, relativo a {nature}, pendente no {court} («a presente causa»), as partes escolheram {law}, nos"
        " termos seguintes: «{clause}». Nos termos do artigo 10.º, primeiro parágrafo, da Lei de Aplicação das Leis às Relações"
        " Civis com Elementos Externos e do artigo 1.º, segundo parágrafo, {interpretation}, cabe às partes fornecer esse"
        " direito."
    ),
    "b_choice_plain": (
        "No processo {case}, relativo a {nature}, pendente no {court} («a presente causa»), as partes escolheram {law} por"
        " instrumento junto aos autos. Nos termos do artigo 10.º, primeiro parágrafo, da Lei de Aplicação das Leis às Relações"
        " Civis com Elementos Externos e do artigo 1.º, segundo parágrafo, {interpretation}, cabe às partes fornecer esse"
        " direito."
    ),
    "b_conflict": (
        "No processo {case}, relativo a {nature}, pendente no {court} («a presente causa»), a norma de conflitos"
        " aplicável ({rule}) designa {law}. Não tendo as partes escolhido a lei, o Tribunal procede à sua averiguação nos"
        " termos do artigo 10.º, primeiro parágrafo, da Lei de Aplicação das Leis às Relações Civis com Elementos Externos"
        " e do artigo 1.º, terceiro parágrafo, {interpretation}."
    ),
    "b_conflict_fell": (
        "No processo {case}, relativo a {nature}, pendente no {court} («a presente causa»), a norma de conflitos"
        " aplicável ({rule}) designa {law}. Entendendo que as partes não escolheram validamente essa lei, o Tribunal procede"
        " à sua averiguação nos termos do artigo 10.º, primeiro parágrafo, da Lei de Aplicação das Leis às Relações Civis"
        " com Elementos Externos e do artigo 1.º, terceiro parágrafo, {interpretation}."
    ),
    "b_now_chosen": (
        "Em {date}, por {reference}, o Tribunal passou a fundar a averiguação na escolha das partes (artigo 6.º da"
        " Interpretação (I) do Supremo Tribunal Popular sobre a Lei de Aplicação das Leis às Relações Civis com Elementos"
        " Externos); até então, a averiguação coubera ao Tribunal."
    ),
    "b_no_longer_chosen": (
        "Em {date}, por {reference}, o Tribunal passou a fundar a averiguação na norma de conflitos, e não já na escolha das "
        "partes; até então, cabia às partes apresentar o direito."
    ),
    "b_hkmo": (
        "À averiguação do direito de Hong Kong e de Macau é aplicável, por remissão, a Interpretação (II) (artigo 12.º)."
    ),
    "b_on": "Os factos da presente causa datam de {date}; averigua-se o direito vigente nesse dia.",
    "b_scope": "Em {date}, o Tribunal determinou, por {reference}, a averiguação das questões seguintes (artigo 6.º):",
    "b_scope_plain": "São objecto de averiguação as questões seguintes (artigo 6.º):",
    "b_struck": "Em {date} foi eliminada a questão {number}, pelo motivo seguinte: {reason}",
    "b_added": "Em {date}, o Tribunal determinou, por {reference}, o aditamento das questões seguintes (artigo 6.º):",
    "b_periods": (
        "Atendendo ao tempo exigido pelas formalidades, o Tribunal fixou os prazos seguintes (artigo 9.º, primeiro parágrafo):"
    ),
    "b_no_periods": "O Tribunal não fixou prazo para fornecer o direito.",
    "b_extension": (
        "{party} requereu a prorrogação até {until}, com os fundamentos específicos seguintes: {reasons} O Tribunal {decision}."
    ),
    "d_granted": "deferiu", "d_refused": "indeferiu", "d_pending": "ainda não decidiu",
    "b_findings": (
        "Antes da escolha da via, foram encontradas as seguintes conclusões assentes em decisões transitadas em julgado dos"
        " tribunais populares sobre o direito em causa (artigo 8.º, alínea 3)):"
    ),
    "b_no_findings": (
        "Antes da escolha da via, não foi encontrada qualquer conclusão assente em decisão transitada em julgado dos tribunais"
        " populares sobre o direito em causa (artigo 8.º, alínea 3))."
    ),
    "b_not_sought": (
        "Dos autos não consta pesquisa de conclusões assentes em decisões transitadas em julgado sobre o direito em causa"
        " (artigo 8.º, alínea 3))."
    ),
    "b_taken_back": (
        "A disponibilização da conclusão da decisão {case} foi revogada"
        " em {date}; mantém-se o que antes dessa data foi invocado."
    ),
    "b_rebuttal": "{party} apresentou contraprova quanto a uma das conclusões acima, com os fundamentos seguintes: {reasons}",
    "b_routes": "Nos termos do artigo 2.º da Interpretação (II), o Tribunal recorreu às vias seguintes:",
    "b_no_routes": "O Tribunal não recorreu a outras vias do artigo 2.º.",
    "b_outcome": "Diligência {number}: após apreciação, {outcome}, com os fundamentos seguintes: {reason}",
    "b_supplement": (
        "Não tendo a diligência {failed} permitido obter um conteúdo claro e suficiente, o Tribunal complementou-a por via"
        " diversa, pela diligência {number} (artigo 2.º, segundo parágrafo)."
    ),
    "b_materials": "Foi recebido o material seguinte (artigos 3.º e 4.º):", "b_no_materials": "Não foi recebido material.",
    "b_provider_papers": (
        "Foram apresentados o comprovativo de habilitação (tratando-se de perito, de identidade e de currículo) e a declaração"
        " escrita de inexistência de interesse na causa (artigo 4.º)."
    ),
    "b_left_out": "O material {number} não foi atendido, pelo motivo seguinte: {reason}",
    "b_exhibited": "Em {date}, o material {numbers} foi apresentado {how}; cfr. {reference} (artigo 5.º).",
    "b_positions": (
        "O Tribunal ouviu todas as partes sobre o conteúdo do direito, a sua interpretação e a sua aplicação (artigo 5.º):"
    ),
    "b_positions_some": (
        "São estas as posições das partes que se pronunciaram sobre o conteúdo do direito, a sua interpretação e a sua"
        " aplicação (artigo 5.º):"
    ),
    "b_no_positions": "Nenhuma das partes tomou posição sobre o conteúdo do direito, a sua interpretação e a sua aplicação.",
    "b_opportunity": "Em {date}, foi dada a {party} a oportunidade de se pronunciar ({how}).",
    "b_questioning": (
        "Em {date}, {provider} foi inquirido {how}, pronunciando-se apenas sobre {law} e a sua interpretação (artigo 7.º):"
        " {summary}"
    ),
    "b_home_law": (
        "Antes da inquirição em linha, verificou-se que a lei do lugar onde o inquirido se encontra não proíbe a participação"
        " transfronteiriça em linha em audiência."
    ),
    "b_content": "É este o conteúdo, averiguado pelo Tribunal, que apresenta {law}: {content}",
    "b_answer": "Questão {number}: {answer}", "b_rests_on": "Com base em: {citations}",
    "b_nothing": "Não há conteúdo do direito a consignar.",
    # -- results
    "s_confirmed": (
        "Não tendo nenhuma das partes deduzido oposição quanto ao conteúdo, à interpretação e à aplicação, o Tribunal confirma"
        " nos termos averiguados {law} (artigo 8.º, alínea 1))."
    ),
    "s_determined": (
        "Foi deduzida oposição fundamentada quanto ao conteúdo, à interpretação e à aplicação. Mantida a oposição após"
        " averiguação complementar, o Tribunal apreciou e fixa nos termos seguintes {law} (artigo 8.º, alínea 2))."
    ),
    "s_determined_at_once": (
        "Foi deduzida oposição fundamentada quanto ao conteúdo, à interpretação e à aplicação. O Tribunal não teve por"
        " necessária averiguação complementar, pelo motivo seguinte: {why}. O Tribunal apreciou e fixa nos termos seguintes"
        " {law} (artigo 8.º, alínea 2))."
    ),
    "s_adopted": (
        "O conteúdo de {citation} foi assente pela decisão transitada em julgado de {court}, processo {case}; não havendo prova"
        " em contrário bastante para a afastar, o Tribunal confirma-o (artigo 8.º, alínea 3))."
    ),
    "s_adopted_rebutted": (
        "O conteúdo de {citation} foi assente pela decisão transitada em julgado de {court}, processo {case}. Foi apresentada"
        " prova em contrário, sobre a qual o Tribunal considera: {held}. Essa prova não basta para afastar a conclusão, pelo que"
        " o Tribunal a confirma (artigo 8.º, alínea 3))."
    ),
    "s_unascertainable_conflict": (
        "Por {routes} vias diversas não foi possível conhecer, de modo claro e suficiente, {law};"
        " o Tribunal julga impossível a sua"
        " averiguação (artigos 2.º e 10.º). Nos termos do artigo 10.º, segundo parágrafo, da Lei de Aplicação das Leis às"
        " Relações Civis com Elementos Externos, é aplicável a lei da República Popular da China."
    ),
    "s_unascertainable_choice": (
        "As partes escolheram {law} e não o forneceram, sem motivo justificado, no prazo fixado pelo Tribunal (até {due}); o"
        " Tribunal julga impossível a sua averiguação (artigo 9.º, segundo parágrafo). Nos termos do artigo 10.º, segundo"
        " parágrafo, da Lei de Aplicação das Leis às Relações Civis com Elementos Externos, é aplicável a lei da República"
        " Popular da China."
    ),
    "s_unascertainable_choice_short": (
        "As partes escolheram {law}; examinado o material por elas apresentado, não se obteve conteúdo claro e suficiente e,"
        " sem motivo justificado, esse direito não foi fornecido no prazo fixado pelo Tribunal (até {due}); o Tribunal julga"
        " impossível a sua averiguação (artigo 9.º, segundo parágrafo). Nos termos do artigo 10.º, segundo parágrafo, da Lei de"
        " Aplicação das Leis às Relações Civis com Elementos Externos, é aplicável a lei da República Popular da China."
    ),
    "s_no_provision": (
        "Sobre o ponto em causa não contém qualquer norma {law}. Nos termos do artigo 10.º, segundo parágrafo, da Lei de"
        " Aplicação das Leis às Relações Civis com Elementos Externos, aplica-se-lhe a lei da República Popular da China."
    ),
    "s_open": "O Tribunal ainda não se pronunciou sobre {law}.", "reasons": "Fundamentos: {reasons}",
    # -- costs
    "c_none": "A averiguação não deu lugar a encargos.", "c_open": "Os encargos ainda não foram repartidos (artigo 11.º).",
    "c_agreement": "Os encargos são suportados conforme o acordo das partes (artigo 11.º):",
    "c_court": (
        "Na falta de acordo das partes, o Tribunal, atendendo aos pedidos e às circunstâncias da causa, reparte como segue os"
        " encargos razoáveis acima indicados (artigo 11.º):"
    ),
    "c_share": "{party} suporta {amount}.", "c_total": "Total: {amount}",
    # -- the letter of request, the scope note
    "b_letter_macao": (
        "No processo {case}, relativo a {nature}, pendente no {court}, é necessário averiguar {law}. Ao abrigo do artigo 25.º"
        " do Acordo sobre os Pedidos Mútuos de Citação ou Notificação de Actos Judiciais e de Produção de Provas em Matéria"
        " Civil e Comercial entre os Tribunais do Interior da China e os da Região Administrativa Especial de Macau, solicita-se"
        " a esse Tribunal que pesquise e forneça o direito dessa Região sobre as questões seguintes:"
    ),
    "b_letter": (
        "No processo {case}, relativo a {nature}, pendente no {court}, é necessário averiguar {law}. Nos termos do artigo 2.º,"
        " primeiro parágrafo, alínea {item}, {interpretation}, solicita-se que forneça o direito sobre as questões seguintes:"
    ),
    "b_letter_unnamed": (
        "No processo de averiguação {number}, relativo a uma causa de {nature} pendente no {court}, é necessário averiguar"
        " {law}. Nos termos do artigo 2.º, primeiro parágrafo, alínea {item}, {interpretation}, solicita-se que forneça o"
        " direito sobre as questões seguintes:"
    ),
    "b_letter_party": (
        "No processo {case}, relativo a {nature}, pendente no {court}, é aplicável {law}. Nos termos dos artigos 1.º e 2.º,"
        " primeiro parágrafo, alínea 1), {interpretation}, fica convidado a fornecer o direito sobre as questões seguintes:"
    ),
    "b_reply": (
        "Queira fornecer as normas concretas e indicar o modo como foram obtidas, a sua vigência e a sua relação com o litígio;"
        " tratando-se de direito jurisprudencial, queira juntar o texto integral das decisões (artigo 3.º da Interpretação"
        " Fa Shi [2023] n.º 12). Queira expor o direito de forma objectiva, sem se pronunciar sobre a decisão da causa."
    ),
    "b_reply_provider": (
        "Queira juntar o comprovativo de habilitação da instituição ou o comprovativo da identidade e do currículo do perito,"
        " bem como declaração escrita de inexistência de interesse na causa (artigo 4.º da Interpretação Fa Shi"
        " [2023] n.º 12). Tendo interesse na causa, queira declará-lo e escusar-se."
    ),
    "b_reply_until": "Queira responder até {due}.",
    "b_confidential": "O presente ofício é confidencial e não pode ser transmitido a terceiros.",
    "b_scope_note": (
        "Nos termos do artigo 7.º da Interpretação (II) do Supremo Tribunal Popular sobre a Lei de Aplicação das Leis às Relações"
        " Civis com Elementos Externos (Fa Shi [2023] n.º 12), {provider}"
        " será inquirido {how} em {time}. A inquirição tem por objecto"
        " exclusivo {law} e a sua interpretação; o inquirido não participa noutros actos da audiência."
    ),
    "b_put": "Matérias da inquirição: {matters}",
    "b_costs": "São os seguintes os encargos da averiguação no processo {case}, pendente no {court} ({law}; artigos da"
        " Interpretação Fa Shi [2023] n.º 12):",
    "b_pack": (
        "As normas seguintes são citadas no material, no texto vigente em {date}; cada texto indica a sua origem, o momento em"
        " que foi obtido e o seu resumo SHA-256."
    ),
    "b_pack_undated": (
        "As normas seguintes são citadas no material; cada texto indica a sua origem, o momento em que foi obtido e o seu resumo"
        " SHA-256."
    ),
    "b_pack_empty": "O material não cita qualquer norma.",
    # -- labels
    "l_requesting": "Tribunal requerente", "l_case": "Número do processo", "l_nature": "Natureza da causa",
    "l_law": "Direito a averiguar", "l_facts": "Factos a pressupor", "l_on": "Data dos factos",
    "l_reply_language": "Língua da resposta", "l_number": "Nosso número", "l_foreign_number": "Vosso número",
    "l_until": "Responder até", "l_title": "Título", "l_from": "Apresentado por", "l_received": "Recebido em",
    "l_language": "Língua", "l_translation": "Tradução chinesa", "l_obtained": "Modo de obtenção", "l_validity": "Vigência",
    "l_relevance": "Relação com o litígio", "l_cited": "Direito citado", "l_provider_papers": "Documentos do artigo 4.º",
    "l_provider": "Instituição ou perito", "l_difficulty": "Dificuldade de comparência",
    "l_home_law": "Verificação da lei local", "l_reference": "Base", "l_citation": "Citação",
    "l_identifier": "Identificador canónico", "l_in_force": "Vigência", "l_source": "Origem", "l_retrieved": "Obtido em",
    "l_digest": "SHA-256", "l_status": "Valor do texto", "l_text": "{language} ({authenticity})",
    "h_no": "N.º", "h_question": "Questão", "h_matter": "Matéria", "h_for": "Parte ou via", "h_due": "Termo",
    "h_reason": "Motivo", "h_law": "Norma", "h_judgment_of": "Tribunal e processo", "h_effective": "Transitada em",
    "h_use": "Tratamento", "h_route": "Via", "h_whom": "Destinatário", "h_sent": "Expedição", "h_received": "Recepção",
    "h_outcome": "Resultado", "h_party": "Parte", "h_content_short": "Conteúdo", "h_meaning": "Interpretação",
    "h_application": "Aplicação", "h_item": "Rubrica", "h_quoted": "Orçamentado", "h_invoiced": "Facturado",
    "h_payer": "Adiantado por", "h_state": "Estado",
    "h_asked": "Data da formulação",
    # -- values
    "r_1": "apresentação pela parte", "r_2": "cooperação judiciária", "r_3": "embaixadas e consulados",
    "r_4": "participante em mecanismo de cooperação", "r_5": "perito da Comissão de Peritos em Matéria Comercial Internacional",
    "r_6": "instituição de averiguação ou perito em direito", "r_7": "outra via adequada",
    "o_none": "não foi obtido conteúdo do direito", "o_unclear": "o conteúdo não era claro",
    "o_insufficient": "o conteúdo era insuficiente", "o_sufficient": "o conteúdo era claro e suficiente",
    "o_open": "ainda não apreciada", "o_declined_conflict": "escusa por interesse na causa", "o_declined": "escusa",
    "o_withdrawn": "retirada", "u_shown": "considerada", "u_relied_on": "invocada", "u_rebutted": "com contraprova",
    "u_fallen": "deixou de produzir efeitos",
    "a_content": "conteúdo", "a_meaning": "interpretação", "a_application": "aplicação", "st_agree": "Sem oposição",
    "st_object": "Oposição", "st_none": "Não declarada", "how_hearing": "em audiência",
    "how_pretrial": "em conferência preliminar", "how_online": "em audiência em linha", "q_in_person": "presencialmente",
    "commissioned": "{party}, com parecer encomendado a {author}",
    "q_online": "em linha", "translated_by": "traduzido por {translator}", "is_chinese": "o original é chinês",
    "no_translation": "não há", "authentic": "texto autêntico", "official": "texto oficial; prevalece o Boletim Oficial",
    "convenience": "texto de consulta", "machine": "texto convertido por máquina pelo editor",
    "translation": "tradução de {translator}", "and": ", ", "until_now": "em vigor", "unknown": "não indicada",
    "checked": "verificada",
    "lang_zh-hant": "chinês tradicional", "lang_zh-hans": "chinês simplificado", "lang_pt": "português", "lang_en": "inglês",
    # -- foot
    "seal": "(selo do Tribunal)", "prevails": "Prevalece o texto em língua chinesa.",
    "log": "O presente documento foi elaborado a partir dos autos; o seu resumo criptográfico"
    " consta do registo de transparência do Tribunal.",
    "approval": (
        "O presente relatório foi elaborado a partir dos autos. O juiz titular aprova-o e faz constar da sentença o processo de"
        " averiguação e o conteúdo do direito (artigo 10.º da Interpretação (II)). O que foi averiguado é decidido pelo juiz,"
        " nunca pelo sistema."
    ),
    "check": "Para verificar: número {number}, código {code}", "judge": "Juiz titular do processo",
    "prepared": "Projecto: carece de aprovação do juiz titular",
}  # fmt: skip
