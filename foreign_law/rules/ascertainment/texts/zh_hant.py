"""The wording in Chinese, traditional, as Hong Kong and Macao read it; the text in simplified characters prevails."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_process_statement": "域外法查明過程說明", "t_request_letter": "查明法律請求書",
    "t_scope_note": "接受詢問範圍告知書", "t_cost_sheet": "查明費用清單", "t_citation_pack": "所引法律彙編",
    "simulated": "模擬文書：由演示機構簽章，不具法律效力", "number": "{number} 文{paper}",
    # -- laws and addressees
    "law_CN-HK": "香港特別行政區法律", "law_CN-MO": "澳門特別行政區法律", "law_other": "{code}法律",
    "macao_court": "澳門特別行政區終審法院", "to": "{authority}：", "everybody": "各方當事人",
    "interpretation": (
        "《最高人民法院關於適用〈中華人民共和國涉外民事關係法律適用法〉若干問題的解釋（二）》（法釋〔2023〕12號，以"
        "下簡稱「解釋（二）」）"
    ),
    # -- the paragraph for the judgment
    "h_judgment": "供裁判文書載明的段落",
    "p_choice": "本案當事人選擇適用{law}，依法應當由當事人提供該法律。",
    "p_conflict": "依照{rule}，本案應當適用{law}；當事人未選擇適用該法律，由本院查明。",
    "p_conflict_fell": "依照{rule}，本案應當適用{law}；本院認定當事人沒有有效選擇適用該法律，由本院查明。",
    "p_period": "本院根據辦理相關手續等所需時間，確定提供該法律的期限至{due}屆滿。",
    "p_finding": "{citation}的內容，已為{court}{case}生效裁判所認定。",
    "p_route": "本院通過{route}（{whom}）查明，{received}收到答覆，{outcome}。",
    "p_route_party": "{whom}依本院要求提供法律，{received}收到有關材料，{outcome}。",
    "p_route_nothing": "本院通過{route}（{whom}）查明，{outcome}。",
    "p_declined": "{whom}因與案件有利害關係，未接受查明。",
    "p_interest_later": "{whom}接受查明後，聲明與案件有利害關係，不再參與查明。",
    "p_supplement": "為此，本院通過不同途徑補充查明。",
    "p_exhibited": "查明的有關材料已於{dates}在法庭出示，本院聽取了各方當事人對法律內容及其理解與適用的意見。",
    "p_shown": "查明的有關材料已於{dates}在法庭出示。", "p_no_objection": "沒有當事人提出異議。",
    "p_objection": "{party}對問題{number}的{aspect}提出異議，理由是：{reasons}",
    "p_content": "經查明，{law}的內容為：{content}",
    # -- sections of the statement
    "h_basis": "一、查明的依據", "h_scope": "二、查明的範圍", "h_periods": "三、確定的期限",
    "h_findings": "四、生效裁判的認定", "h_routes": "五、查明途徑和經過", "h_materials": "六、查明材料及其出示",
    "h_positions": "七、當事人的意見", "h_content": "八、查明的法律內容", "h_result": "九、認定及理由",
    "h_costs": "十、查明費用",
    "b_choice": (
        "{court}審理的{case}{nature}一案（以下簡稱「本案」），當事人選擇適用{law}，約定內容為「{clause}」。依照《中華人民共和"
        "國涉外民事關係法律適用法》第十條第一款和{interpretation}第一條第二款，應當由當事人提供該法律。"
    ),
    "b_choice_plain": (
        "{court}審理的{case}{nature}一案（以下簡稱「本案」），當事人以在卷的書面約定選擇適用{law}。依照《中華人民共和國涉"
        "外民事關係法律適用法》第十條第一款和{interpretation}第一條第二款，應當由當事人提供該法律。"
    ),
    "b_conflict": (
        "{court}審理的{case}{nature}一案（以下簡稱「本案」），依照{rule}，應當適用{law}。當事人未選擇適用該法律，依照《"
        "中華人民共和國涉外民事關係法律適用法》第十條第一款和{interpretation}第一條第三款，由本院查明該法律。"
    ),
    "b_conflict_fell": (
        "{court}審理的{case}{nature}一案（以下簡稱「本案」），依照{rule}，應當適用{law}。本院認定當事人沒有有效選擇適用該法律，依照《"
        "中華人民共和國涉外民事關係法律適用法》第十條第一款和{interpretation}第一條第三款，由本院查明該法律。"
    ),
    "b_now_chosen": (
        "{date}，本院以{reference}將查明的依據變更為當事人的選擇（《最高人民法院關於適用〈中"
        "華人民共和國涉外民事關係法律適用法〉若干問題的解釋（一）》第六條）；此前由本院查明。"
    ),
    "b_no_longer_chosen": (
        "{date}，本院以{reference}將查明的依據變更為衝突規範的指引，"
        "不再以當事人的選擇為依據；此前由當事人提供。"
    ),
    "b_hkmo": "查明香港特別行政區、澳門特別行政區的法律，參照適用解釋（二）（第十二條）。",
    "b_on": "本案所涉事實發生於{date}，查明的是該日施行的法律。",
    "b_scope": "{date}，本院以{reference}確定需要查明下列問題（第六條）：", "b_scope_plain": "需要查明下列問題（第六條）：",
    "b_struck": "{date}，本院刪除問題{number}，理由是：{reason}",
    "b_added": "{date}，本院以{reference}增加下列需要查明的問題（第六條）：",
    "b_periods": "本院根據辦理相關手續等所需時間確定下列期限（第九條第一款）：",
    "b_no_periods": "本院沒有就提供法律確定期限。",
    "b_extension": "{party}申請將期限延長至{until}，本院{decision}。申請的具體理由是：{reasons}",
    "d_granted": "予以准許", "d_refused": "不予准許", "d_pending": "尚未作出決定",
    "b_findings": "選擇查明途徑之前，檢索到人民法院生效裁判對有關法律內容的下列認定（第八條第三項）：",
    "b_no_findings": "選擇查明途徑之前，沒有檢索到人民法院生效裁判對有關法律內容的認定（第八條第三項）。",
    "b_not_sought": "記錄未載明已檢索人民法院生效裁判對有關法律內容的認定（第八條第三項）。",
    "b_taken_back": "裁判{case}所作認定已於{date}停止向其他法院開放；此前已援引的，不受影響。",
    "b_rebuttal": "{party}就上列認定提出相反證據，理由是：{reasons}",
    "b_routes": "本院依照解釋（二）第二條，通過下列途徑查明：", "b_no_routes": "本院沒有另行通過第二條所列途徑查明。",
    "b_outcome": "第{number}次查明，經審查認為{outcome}，理由是：{reason}",
    "b_supplement": "第{failed}次查明未能獲得明確、充分的內容，本院通過不同途徑進行第{number}次查明，予以補充（第二條第二款）。",
    "b_materials": "收到的查明材料如下（第三條、第四條）：", "b_no_materials": "沒有收到查明材料。",
    "b_provider_papers": "已提交資質證明（專家為身份及資歷證明），並附與案件無利害關係的書面聲明（第四條）。",
    "b_left_out": "第{number}項材料未予採納，理由是：{reason}",
    "b_exhibited": "{date}，第{numbers}項材料{how}出示，見{reference}（第五條）。",
    "b_positions": "本院聽取了各方當事人對法律內容及其理解與適用的意見（第五條）：",
    "b_positions_some": "發表意見的當事人對法律內容及其理解與適用的意見如下（第五條）：",
    "b_no_positions": "沒有當事人就法律內容及其理解與適用發表意見。",
    "b_opportunity": "{party}於{date}獲得發表意見的機會（{how}）。",
    "b_questioning": "{date}，{provider}{how}接受詢問，只圍繞{law}及其理解發表意見（第七條）：{summary}",
    "b_home_law": "在線接受詢問前，已核查其所在地法律對跨境在線參與庭審沒有禁止性規定。",
    "b_content": "本院查明的{law}內容為：{content}", "b_answer": "問題{number}：{answer}",
    "b_rests_on": "所據法律：{citations}", "b_nothing": "沒有可以載明的法律內容。",
    # -- results
    "s_confirmed": "各方當事人對{law}的內容及其理解與適用均無異議，本院予以確認（第八條第一項）。",
    "s_determined": (
        "當事人對{law}的內容及其理解與適用有異議，並說明了理由。經補充查明，當事人仍有異議，由本院審查認定（第八條第二"
        "項）。"
    ),
    "s_determined_at_once": (
        "當事人對{law}的內容及其理解與適用有異議，並說明了理由。本院認為沒有必要補充查明（理由：{why}），由本院審查"
        "認定（第八條第二項）。"
    ),
    "s_adopted": (
        "{citation}的內容已為{court}{case}生效裁判所認定，沒有相反證據足以推翻，本院予以確認（第八條第三項）。"
    ),
    "s_adopted_rebutted": (
        "{citation}的內容已為{court}{case}生效裁判所認定。當事人提出相反證據，但不足以推翻上述認定（本院認為：{held}），"
        "本院予以確認（第八條第三項）。"
    ),
    "s_unascertainable_conflict": (
        "本院通過{routes}種不同途徑，均未能獲得明確、充分的{law}內容，認定不能查明（第二條、第十條）。依照《中華人民共"
        "和國涉外民事關係法律適用法》第十條第二款，適用中華人民共和國法律。"
    ),
    "s_unascertainable_choice": (
        "當事人選擇適用{law}，在本院確定的期限內（至{due}）無正當理由未提供，本院認定不能查明（第九條第二款）。依照"
        "《中華人民共和國涉外民事關係法律適用法》第十條第二款，適用中華人民共和國法律。"
    ),
    "s_unascertainable_choice_short": (
        "當事人選擇適用{law}，所提供的材料經審查未能獲得明確、充分的內容，在本院確定的期限內（至{due}）無正當理由未提"
        "供該法律，本院認定不能查明（第九條第二款）。依照《中華人民共和國涉外民事關係法律適用法》第十條第二款，適用中華人民"
        "共和國法律。"
    ),
    "s_no_provision": (
        "{law}對所涉問題沒有規定。依照《中華人民共和國涉外民事關係法律適用法》第十條第二款，就該問題適用中華人民共和國"
        "法律。"
    ),
    "s_open": "本院尚未就{law}的內容作出認定。", "reasons": "理由：{reasons}",
    # -- costs
    "c_none": "查明沒有發生費用。", "c_open": "費用負擔尚未確定（第十一條）。",
    "c_agreement": "當事人對費用的負擔有約定，從其約定（第十一條）：",
    "c_court": "當事人對費用的負擔沒有約定，本院根據當事人的訴訟請求和具體案情，確定上述合理費用的負擔（第十一條）：",
    "c_share": "{party}負擔{amount}。", "c_total": "合計：{amount}",
    # -- the letter of request, the scope note
    "b_letter_macao": (
        "{court}審理的{case}{nature}一案，需要查明{law}。根據《最高人民法院關於內地與澳門特別行政區法院就民商事案件"
        "相互委託送達司法文書和調取證據的安排》第二十五條，現請貴院就下列問題代為查詢並提供貴轄區的有關法律："
    ),
    "b_letter": (
        "{court}審理的{case}{nature}一案，需要查明{law}。依照{interpretation}第二條第一款第{item}項，現請貴方就下列"
        "問題提供法律："
    ),
    "b_letter_unnamed": (
        "{court}辦理的{number}號域外法查明事項，所涉案件性質為{nature}，需要查明{law}。依照{interpretation}第二條第一款第{item}項，"
        "現請貴方就下列問題提供法律："
    ),
    "b_letter_party": (
        "{court}審理的{case}{nature}一案，適用{law}。依照{interpretation}第一條、第二條第一款第一項，請你方就下列問題提"
        "供法律："
    ),
    "b_reply": (
        "請提供有關法律的具體規定，並說明獲得途徑、效力情況以及與案件爭議的關聯性；有關法律為判例法的，請附判例全文（法"
        "釋〔2023〕12號第三條）。請就法律作客觀說明，不就案件如何處理發表意見。"
    ),
    "b_reply_provider": (
        "請同時提交機構的資質證明，或者專家的身份及資歷證明，並附與案件無利害關係的書面聲明（法釋〔2023〕12號第四條）。與案件"
        "有利害關係的，請說明情況，不予接受。"
    ),
    "b_reply_until": "請於{due}前（含當日）答覆。", "b_confidential": "本函內容請予保密，不得轉交他人。",
    "b_scope_note": (
        "依照《最高人民法院關於適用〈中華人民共和國涉外民事關係法律適用法〉若干問題的解釋（二）》"
        "（法釋〔2023〕12號）第七條，{provider}將於{time}{how}接受詢問。詢問只圍繞{law}及其理解進行；接受詢問的機構或者專家不"
        "參與其他法庭審理活動。"
    ),
    "b_put": "擬詢問的事項：{matters}",
    "b_costs": "{court}審理的{case}一案查明{law}的費用如下（所引條文為法釋〔2023〕12號的條文）：",
    "b_pack": "下列條文為查明材料所引，依{date}施行的文本列出；每一文本附其來源、取得時間和SHA-256校驗值。",
    "b_pack_undated": "下列條文為查明材料所引；每一文本附其來源、取得時間和SHA-256校驗值。",
    "b_pack_empty": "查明材料沒有引用法律條文。",
    # -- labels
    "l_requesting": "請求法院", "l_case": "案號", "l_nature": "案件性質", "l_law": "需要查明的法律",
    "l_facts": "請以下列事實為前提", "l_on": "所涉事實的日期", "l_reply_language": "答覆語言", "l_number": "本院編號",
    "l_foreign_number": "貴方編號", "l_until": "答覆期限", "l_title": "名稱", "l_from": "提供者", "l_received": "收到日期",
    "l_language": "語言", "l_translation": "中文翻譯件", "l_obtained": "獲得途徑", "l_validity": "效力情況",
    "l_relevance": "與爭議的關聯性", "l_cited": "所引法律", "l_provider_papers": "第四條材料", "l_provider": "機構或者專家",
    "l_difficulty": "現場出庭的困難", "l_home_law": "所在地法律的核查", "l_reference": "依據", "l_citation": "引註",
    "l_identifier": "統一標識", "l_in_force": "施行期間", "l_source": "來源", "l_retrieved": "取得時間",
    "l_digest": "SHA-256", "l_status": "文本性質", "l_text": "{language}文本（{authenticity}）",
    "h_no": "序號", "h_question": "問題", "h_matter": "事項", "h_for": "當事人或者途徑", "h_due": "屆滿日",
    "h_reason": "理由", "h_law": "法律條文", "h_judgment_of": "法院及案號", "h_effective": "生效日期", "h_use": "處理",
    "h_route": "途徑", "h_whom": "受請求方", "h_sent": "發出", "h_received": "收到", "h_outcome": "結果",
    "h_party": "當事人", "h_content_short": "內容", "h_meaning": "理解", "h_application": "適用", "h_item": "項目",
    "h_quoted": "報價", "h_invoiced": "實際費用", "h_payer": "墊付人", "h_state": "狀態",
    "h_asked": "提出日期",
    # -- values
    "r_1": "當事人提供", "r_2": "司法協助渠道", "r_3": "使領館途徑", "r_4": "法律查明合作機制參與方",
    "r_5": "國際商事專家委員會專家", "r_6": "法律查明服務機構或者法律專家", "r_7": "其他適當途徑",
    "o_none": "未能獲得法律內容", "o_unclear": "內容不明確", "o_insufficient": "內容不充分", "o_sufficient": "內容明確、充分",
    "o_open": "尚未審查", "o_declined_conflict": "聲明有利害關係", "o_declined": "未接受", "o_withdrawn": "已撤回",
    "u_shown": "供參考", "u_relied_on": "援引", "u_rebutted": "有相反證據提出",
    "u_fallen": "其後失效",
    "a_content": "內容", "a_meaning": "理解", "a_application": "適用", "st_agree": "無異議", "st_object": "有異議",
    "st_none": "未發表意見", "how_hearing": "在庭審中", "how_pretrial": "在庭前會議上", "how_online": "於在線庭審中",
    "commissioned": "{party}（委託{author}出具意見）",
    "q_in_person": "現場出庭", "q_online": "在線", "translated_by": "譯者：{translator}", "is_chinese": "原文即為中文",
    "no_translation": "沒有翻譯件", "authentic": "正式文本", "official": "官方文本，以公報為準", "convenience": "供參考的文本",
    "machine": "發布機構以機器轉換的文本", "translation": "譯文，譯者：{translator}", "and": "、", "until_now": "起施行至今",
    "unknown": "未載明", "checked": "已核查",
    "lang_zh-hant": "繁體中文", "lang_zh-hans": "簡體中文", "lang_pt": "葡文", "lang_en": "英文",
    # -- foot
    "seal": "（院印）", "prevails": "以中文文本為準。",
    "log": "本文書依記錄製作，其校驗值載入本院的透明日誌。",
    "approval": "本說明依記錄生成，由承辦法官審定後在裁判文書中載明（解釋（二）第十條）。查明的結果由法官認定，不由系統認定。",
    "check": "核驗：編號{number}，核驗碼{code}", "judge": "承辦法官", "prepared": "草稿：須經承辦法官審定",
}  # fmt: skip
