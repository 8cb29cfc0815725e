"""The wording in Chinese, simplified: the text that prevails in the Mainland."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_process_statement": "域外法查明过程说明", "t_request_letter": "查明法律请求书",
    "t_scope_note": "接受询问范围告知书", "t_cost_sheet": "查明费用清单", "t_citation_pack": "所引法律汇编",
    "simulated": "模拟文书：由演示机构签章，不具法律效力", "number": "{number} 文{paper}",
    # -- laws and addressees
    "law_CN-HK": "香港特别行政区法律", "law_CN-MO": "澳门特别行政区法律", "law_other": "{code}法律",
    "macao_court": "澳门特别行政区终审法院", "to": "{authority}：", "everybody": "各方当事人",
    "interpretation": (
        "《最高人民法院关于适用〈中华人民共和国涉外民事关系法律适用法〉若干问题的解释（二）》（法释〔2023〕12号，以"
        "下简称“解释（二）”）"
    ),
    # -- the paragraph for the judgment
    "h_judgment": "供裁判文书载明的段落",
    "p_choice": "本案当事人选择适用{law}，依法应当由当事人提供该法律。",
    "p_conflict": "依照{rule}，本案应当适用{law}；当事人未选择适用该法律，由本院查明。",
    "p_conflict_fell": "依照{rule}，本案应当适用{law}；本院认定当事人没有有效选择适用该法律，由本院查明。",
    "p_period": "本院根据办理相关手续等所需时间，确定提供该法律的期限至{due}届满。",
    "p_finding": "{citation}的内容，已为{court}{case}生效裁判所认定。",
    "p_route": "本院通过{route}（{whom}）查明，{received}收到答复，{outcome}。",
    "p_route_party": "{whom}依本院要求提供法律，{received}收到有关材料，{outcome}。",
    "p_route_nothing": "本院通过{route}（{whom}）查明，{outcome}。",
    "p_declined": "{whom}因与案件有利害关系，未接受查明。",
    "p_interest_later": "{whom}接受查明后，声明与案件有利害关系，不再参与查明。",
    "p_supplement": "为此，本院通过不同途径补充查明。",
    "p_exhibited": "查明的有关材料已于{dates}在法庭出示，本院听取了各方当事人对法律内容及其理解与适用的意见。",
    "p_shown": "查明的有关材料已于{dates}在法庭出示。", "p_no_objection": "没有当事人提出异议。",
    "p_objection": "{party}对问题{number}的{aspect}提出异议，理由是：{reasons}",
    "p_content": "经查明，{law}的内容为：{content}",
    # -- sections of the statement
    "h_basis": "一、查明的依据", "h_scope": "二、查明的范围", "h_periods": "三、确定的期限",
    "h_findings": "四、生效裁判的认定", "h_routes": "五、查明途径和经过", "h_materials": "六、查明材料及其出示",
    "h_positions": "七、当事人的意见", "h_content": "八、查明的法律内容", "h_result": "九、认定及理由",
    "h_costs": "十、查明费用",
    "b_choice": (
        "{court}审理的{case}{nature}一案（以下简称“本案”），当事人选择适用{law}，约定内容为“{clause}”。依照《中华人民共和"
        "国涉外民事关系法律适用法》第十条第一款和{interpretation}第一条第二款，应当由当事人提供该法律。"
    ),
    "b_choice_plain": (
        "{court}审理的{case}{nature}一案（以下简称“本案”），当事人以在卷的书面约定选择适用{law}。依照《中华人民共和国涉"
        "外民事关系法律适用法》第十条第一款和{interpretation}第一条第二款，应当由当事人提供该法律。"
    ),
    "b_conflict": (
        "{court}审理的{case}{nature}一案（以下简称“本案”），依照{rule}，应当适用{law}。当事人未选择适用该法律，依照《"
        "中华人民共和国涉外民事关系法律适用法》第十条第一款和{interpretation}第一条第三款，由本院查明该法律。"
    ),
    "b_conflict_fell": (
        "{court}审理的{case}{nature}一案（以下简称“本案”），依照{rule}，应当适用{law}。本院认定当事人没有有效选择适用该法律，依照《"
        "中华人民共和国涉外民事关系法律适用法》第十条第一款和{interpretation}第一条第三款，由本院查明该法律。"
    ),
    "b_now_chosen": (
        "{date}，本院以{reference}将查明的依据变更为当事人的选择（《最高人民法院关于适用〈中"
        "华人民共和国涉外民事关系法律适用法〉若干问题的解释（一）》第六条）；此前由本院查明。"
    ),
    "b_no_longer_chosen": (
        "{date}，本院以{reference}将查明的依据变更为冲突规范的指引，"
        "不再以当事人的选择为依据；此前由当事人提供。"
    ),
    "b_hkmo": "查明香港特别行政区、澳门特别行政区的法律，参照适用解释（二）（第十二条）。",
    "b_on": "本案所涉事实发生于{date}，查明的是该日施行的法律。",
    "b_scope": "{date}，本院以{reference}确定需要查明下列问题（第六条）：", "b_scope_plain": "需要查明下列问题（第六条）：",
    "b_struck": "{date}，本院删除问题{number}，理由是：{reason}",
    "b_added": "{date}，本院以{reference}增加下列需要查明的问题（第六条）：",
    "b_periods": "本院根据办理相关手续等所需时间确定下列期限（第九条第一款）：",
    "b_no_periods": "本院没有就提供法律确定期限。",
    "b_extension": "{party}申请将期限延长至{until}，本院{decision}。申请的具体理由是：{reasons}",
    "d_granted": "予以准许", "d_refused": "不予准许", "d_pending": "尚未作出决定",
    "b_findings": "选择查明途径之前，检索到人民法院生效裁判对有关法律内容的下列认定（第八条第三项）：",
    "b_no_findings": "选择查明途径之前，没有检索到人民法院生效裁判对有关法律内容的认定（第八条第三项）。",
    "b_not_sought": "记录未载明已检索人民法院生效裁判对有关法律内容的认定（第八条第三项）。",
    "b_taken_back": "裁判{case}所作认定已于{date}停止向其他法院开放；此前已援引的，不受影响。",
    "b_rebuttal": "{party}就上列认定提出相反证据，理由是：{reasons}",
    "b_routes": "本院依照解释（二）第二条，通过下列途径查明：", "b_no_routes": "本院没有另行通过第二条所列途径查明。",
    "b_outcome": "第{number}次查明，经审查认为{outcome}，理由是：{reason}",
    "b_supplement": "第{failed}次查明未能获得明确、充分的内容，本院通过不同途径进行第{number}次查明，予以补充（第二条第二款）。",
    "b_materials": "收到的查明材料如下（第三条、第四条）：", "b_no_materials": "没有收到查明材料。",
    "b_provider_papers": "已提交资质证明（专家为身份及资历证明），并附与案件无利害关系的书面声明（第四条）。",
    "b_left_out": "第{number}项材料未予采纳，理由是：{reason}",
    "b_exhibited": "{date}，第{numbers}项材料{how}出示，见{reference}（第五条）。",
    "b_positions": "本院听取了各方当事人对法律内容及其理解与适用的意见（第五条）：",
    "b_positions_some": "发表意见的当事人对法律内容及其理解与适用的意见如下（第五条）：",
    "b_no_positions": "没有当事人就法律内容及其理解与适用发表意见。",
    "b_opportunity": "{party}于{date}获得发表意见的机会（{how}）。",
    "b_questioning": "{date}，{provider}{how}接受询问，只围绕{law}及其理解发表意见（第七条）：{summary}",
    "b_home_law": "在线接受询问前，已核查其所在地法律对跨境在线参与庭审没有禁止性规定。",
    "b_content": "本院查明的{law}内容为：{content}", "b_answer": "问题{number}：{answer}",
    "b_rests_on": "所据法律：{citations}", "b_nothing": "没有可以载明的法律内容。",
    # -- results
    "s_confirmed": "各方当事人对{law}的内容及其理解与适用均无异议，本院予以确认（第八条第一项）。",
    "s_determined": (
        "当事人对{law}的内容及其理解与适用有异议，并说明了理由。经补充查明，当事人仍有异议，由本院审查认定（第八条第二"
        "项）。"
    ),
    "s_determined_at_once": (
        "当事人对{law}的内容及其理解与适用有异议，并说明了理由。本院认为没有必要补充查明（理由：{why}），由本院审查"
        "认定（第八条第二项）。"
    ),
    "s_adopted": (
        "{citation}的内容已为{court}{case}生效裁判所认定，没有相反证据足以推翻，本院予以确认（第八条第三项）。"
    ),
    "s_adopted_rebutted": (
        "{citation}的内容已为{court}{case}生效裁判所认定。当事人提出相反证据，但不足以推翻上述认定（本院认为：{held}），"
        "本院予以确认（第八条第三项）。"
    ),
    "s_unascertainable_conflict": (
        "本院通过{routes}种不同途径，均未能获得明确、充分的{law}内容，认定不能查明（第二条、第十条）。依照《中华人民共"
        "和国涉外民事关系法律适用法》第十条第二款，适用中华人民共和国法律。"
    ),
    "s_unascertainable_choice": (
        "当事人选择适用{law}，在本院确定的期限内（至{due}）无正当理由未提供，本院认定不能查明（第九条第二款）。依照"
        "《中华人民共和国涉外民事关系法律适用法》第十条第二款，适用中华人民共和国法律。"
    ),
    "s_unascertainable_choice_short": (
        "当事人选择适用{law}，所提供的材料经审查未能获得明确、充分的内容，在本院确定的期限内（至{due}）无正当理由未提"
        "供该法律，本院认定不能查明（第九条第二款）。依照《中华人民共和国涉外民事关系法律适用法》第十条第二款，适用中华人民"
        "共和国法律。"
    ),
    "s_no_provision": (
        "{law}对所涉问题没有规定。依照《中华人民共和国涉外民事关系法律适用法》第十条第二款，就该问题适用中华人民共和国"
        "法律。"
    ),
    "s_open": "本院尚未就{law}的内容作出认定。", "reasons": "理由：{reasons}",
    # -- costs
    "c_none": "查明没有发生费用。", "c_open": "费用负担尚未确定（第十一条）。",
    "c_agreement": "当事人对费用的负担有约定，从其约定（第十一条）：",
    "c_court": "当事人对费用的负担没有约定，本院根据当事人的诉讼请求和具体案情，确定上述合理费用的负担（第十一条）：",
    "c_share": "{party}负担{amount}。", "c_total": "合计：{amount}",
    # -- the letter of request, the scope note
    "b_letter_macao": (
        "{court}审理的{case}{nature}一案，需要查明{law}。根据《最高人民法院关于内地与澳门特别行政区法院就民商事案件"
        "相互委托送达司法文书和调取证据的安排》第二十五条，现请贵院就下列问题代为查询并提供贵辖区的有关法律："
    ),
    "b_letter": (
        "{court}审理的{case}{nature}一案，需要查明{law}。依照{interpretation}第二条第一款第{item}项，现请贵方就下列"
        "问题提供法律："
    ),
    "b_letter_unnamed": (
        "{court}办理的{number}号域外法查明事项，所涉案件性质为{nature}，需要查明{law}。依照{interpretation}第二条第一款第{item}项，"
        "现请贵方就下列问题提供法律："
    ),
    "b_letter_party": (
        "{court}审理的{case}{nature}一案，适用{law}。依照{interpretation}第一条、第二条第一款第一项，请你方就下列问题提"
        "供法律："
    ),
    "b_reply": (
        "请提供有关法律的具体规定，并说明获得途径、效力情况以及与案件争议的关联性；有关法律为判例法的，请附判例全文（法"
        "释〔2023〕12号第三条）。请就法律作客观说明，不就案件如何处理发表意见。"
    ),
    "b_reply_provider": (
        "请同时提交机构的资质证明，或者专家的身份及资历证明，并附与案件无利害关系的书面声明（法释〔2023〕12号第四条）。与案件"
        "有利害关系的，请说明情况，不予接受。"
    ),
    "b_reply_until": "请于{due}前（含当日）答复。", "b_confidential": "本函内容请予保密，不得转交他人。",
    "b_scope_note": (
        "依照《最高人民法院关于适用〈中华人民共和国涉外民事关系法律适用法〉若干问题的解释（二）》"
        "（法释〔2023〕12号）第七条，{provider}将于{time}{how}接受询问。询问只围绕{law}及其理解进行；接受询问的机构或者专家不"
        "参与其他法庭审理活动。"
    ),
    "b_put": "拟询问的事项：{matters}",
    "b_costs": "{court}审理的{case}一案查明{law}的费用如下（所引条文为法释〔2023〕12号的条文）：",
    "b_pack": "下列条文为查明材料所引，依{date}施行的文本列出；每一文本附其来源、取得时间和SHA-256校验值。",
    "b_pack_undated": "下列条文为查明材料所引；每一文本附其来源、取得时间和SHA-256校验值。",
    "b_pack_empty": "查明材料没有引用法律条文。",
    # -- labels
    "l_requesting": "请求法院", "l_case": "案号", "l_nature": "案件性质", "l_law": "需要查明的法律",
    "l_facts": "请以下列事实为前提", "l_on": "所涉事实的日期", "l_reply_language": "答复语言", "l_number": "本院编号",
    "l_foreign_number": "贵方编号", "l_until": "答复期限", "l_title": "名称", "l_from": "提供者", "l_received": "收到日期",
    "l_language": "语言", "l_translation": "中文翻译件", "l_obtained": "获得途径", "l_validity": "效力情况",
    "l_relevance": "与争议的关联性", "l_cited": "所引法律", "l_provider_papers": "第四条材料", "l_provider": "机构或者专家",
    "l_difficulty": "现场出庭的困难", "l_home_law": "所在地法律的核查", "l_reference": "依据", "l_citation": "引注",
    "l_identifier": "统一标识", "l_in_force": "施行期间", "l_source": "来源", "l_retrieved": "取得时间",
    "l_digest": "SHA-256", "l_status": "文本性质", "l_text": "{language}文本（{authenticity}）",
    "h_no": "序号", "h_question": "问题", "h_matter": "事项", "h_for": "当事人或者途径", "h_due": "届满日",
    "h_reason": "理由", "h_law": "法律条文", "h_judgment_of": "法院及案号", "h_effective": "生效日期", "h_use": "处理",
    "h_route": "途径", "h_whom": "受请求方", "h_sent": "发出", "h_received": "收到", "h_outcome": "结果",
    "h_party": "当事人", "h_content_short": "内容", "h_meaning": "理解", "h_application": "适用", "h_item": "项目",
    "h_quoted": "报价", "h_invoiced": "实际费用", "h_payer": "垫付人", "h_state": "状态",
    "h_asked": "提出日期",
    # -- values
    "r_1": "当事人提供", "r_2": "司法协助渠道", "r_3": "使领馆途径", "r_4": "法律查明合作机制参与方",
    "r_5": "国际商事专家委员会专家", "r_6": "法律查明服务机构或者法律专家", "r_7": "其他适当途径",
    "o_none": "未能获得法律内容", "o_unclear": "内容不明确", "o_insufficient": "内容不充分", "o_sufficient": "内容明确、充分",
    "o_open": "尚未审查", "o_declined_conflict": "声明有利害关系", "o_declined": "未接受", "o_withdrawn": "已撤回",
    "u_shown": "供参考", "u_relied_on": "援引", "u_rebutted": "有相反证据提出",
    "u_fallen": "其后失效",
    "a_content": "内容", "a_meaning": "理解", "a_application": "适用", "st_agree": "无异议", "st_object": "有异议",
    "st_none": "未发表意见", "how_hearing": "在庭审中", "how_pretrial": "在庭前会议上", "how_online": "于在线庭审中",
    "commissioned": "{party}（委托{author}出具意见）",
    "q_in_person": "现场出庭", "q_online": "在线", "translated_by": "译者：{translator}", "is_chinese": "原文即为中文",
    "no_translation": "没有翻译件", "authentic": "正式文本", "official": "官方文本，以公报为准", "convenience": "供参考的文本",
    "machine": "发布机构以机器转换的文本", "translation": "译文，译者：{translator}", "and": "、", "until_now": "起施行至今",
    "unknown": "未载明", "checked": "已核查",
    "lang_zh-hant": "繁体中文", "lang_zh-hans": "简体中文", "lang_pt": "葡文", "lang_en": "英文",
    # -- foot
    "seal": "（院印）", "prevails": "以中文文本为准。",
    "log": "本文书依记录制作，其校验值载入本院的透明日志。",
    "approval": "本说明依记录生成，由承办法官审定后在裁判文书中载明（解释（二）第十条）。查明的结果由法官认定，不由系统认定。",
    "check": "核验：编号{number}，核验码{code}", "judge": "承办法官", "prepared": "草稿：须经承办法官审定",
}  # fmt: skip
