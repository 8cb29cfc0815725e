"""The wording in Chinese, traditional: as courts in Hong Kong and Macao read it."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_request_hk": "委託書", "t_request_macao": "委託書", "t_evidence_hk": "委託書",
    "t_evidence_macao": "委託書", "t_transfer": "申請轉遞函", "t_supplement": "補充材料函",
    "t_reminder": "催辦函", "t_completion": "辦理結果回覆書", "t_certificate": "送達證明書",
    "t_non_service": "未能送達證明書", "t_return_receipt": "送達回證", "t_notice_text": "公告",
    "t_hand_over": "交接回執", "t_dossier": "送達事項卷宗",
    "simulated": "模擬文書：由示範機構簽章，不具法律效力", "number": "{number} 文{paper}",
    # -- authorities
    "hk_court": "香港特別行政區高等法院", "hk_wing": "香港特別行政區政府政務司司長辦公室轄下行政署",
    "macao_court": "澳門特別行政區終審法院", "to": "{authority}：", "HK": "香港特別行政區",
    "MO": "澳門特別行政區",
    # -- bodies
    "b_request_hk": (
        "{court}受理的{case}{nature}一案，需向在香港特別行政區的受送達人{name}送達司法文書。根據《最高"
        "人民法院關於內地與香港特別行政區法院相互委託送達民商事司法文書的安排》第一條至第三條，現委託貴"
        "院協助送達。有關事項如下："
    ),
    "b_request_macao": (
        "{court}受理的{case}{nature}一案，需向在澳門特別行政區的受送達人{name}送達司法文書。根據《最高"
        "人民法院關於內地與澳門特別行政區法院就民商事案件相互委託送達司法文書和調取證據的安排》第一條、"
        "第二條和第十條，現委託貴院協助送達。有關事項如下："
    ),
    "b_evidence_hk": (
        "{court}受理的{case}{nature}一案，需在香港特別行政區提取證據。根據《最高人民法院關於內地與香港"
        "特別行政區法院就民商事案件相互委託提取證據的安排》第一條、第二條和第八條，現委託提取證據。所取"
        "得的證據材料僅用於本案（第五條）。有關事項如下："
    ),
    "b_evidence_macao": (
        "{court}受理的{case}{nature}一案，需在澳門特別行政區調取證據。根據《最高人民法院關於內地與澳門"
        "特別行政區法院就民商事案件相互委託送達司法文書和調取證據的安排》第十六條至第十八條，現委託貴院"
        "代為調取證據。有關事項如下："
    ),
    "c_request_hk": (
        "不論上述文書所定的出庭日期或期限是否已過，均請送達，並請最遲自收到本委託書之日起兩個月內完成（"
        "第四條）。送達後，請發出蓋有印章的送達證明書；無法送達的，請在證明書上註明妨礙送達的原因、拒收"
        "事由和日期，並退回本委託書及所附全部文書（第五條）。"
    ),
    "c_request_macao": (
        "不論上述文書所定的出庭日期或期限是否已過，均請送達（第十三條），並請自收到本委託書之日起兩個月"
        "內完成（第六條）。送達後，請發出送達證明書，註明送達的方法、地點和日期以及接收人的身份，並蓋上"
        "印章；無法送達的，請註明妨礙送達的原因、拒收事由和日期（第十二條）。"
    ),
    "c_evidence_hk": (
        "請盡量自收到本委託書之日起六個月內完成（第十條）。有一般開支以外的費用的，請先行告知，由雙方協"
        "商（第九條）。"
    ),
    "c_evidence_macao": "請自收到本委託書之日起三個月內完成（第六條）。",
    "attend": "請將取證的時間、地點通知本院，以便當事人及其訴訟代理人在場。",
    "video": "請在證人、鑑定人同意後，協助安排其以視像或音頻方式作證。",
    "b_transfer": (
        "{court}受理的{case}{nature}一案，需委託{region}有關機關辦理下列事項。現將委託書及所附文書共"
        "{count}件送請審查並轉遞。如認為不符合有關安排的規定，請說明理由後退回本院（法釋〔2009〕2號第十"
        "三條）。"
    ),
    "b_supplement": (
        "貴方於{asked}就本院委託事項要求補充材料或說明。現答覆如下，請繼續辦理。原定的辦理期限不因補充"
        "材料而重新起算。"
    ),
    "b_reminder": (
        "本院於{dispatched}向貴方發出委託書，委託辦理下列事項。截至本函之日，尚未收到辦理結果。請告知辦"
        "理進展，並盡快辦理、函覆。這是就該事項發出的第{reminder}次催辦。"
    ),
    "b_reminder_due": "有關安排規定的期限至{due}屆滿。",
    "b_completion": "貴方委託本院協助辦理的下列事項，現已辦理終結，函覆如下：",
    "b_certificate": "茲證明下列司法文書已經送達受送達人。",
    "b_certificate_judge": "承辦法官於{confirmed}確認，送達日期為{date}。",
    "b_non_service": "茲證明下列司法文書未能送達受送達人，妨礙送達的原因如下。",
    "returned_yes": "委託書及所附全部文書一併退回。", "returned_no": "所附文書尚未全部退回。",
    "b_return_receipt": "請受送達人或有權代收的人核對下列文書，簽名並寫明收到日期。", "b_notice": "{name}：",
    "b_notice_text": (
        "{court}受理的{case}{nature}一案，因{reason}，現依照{basis}向你公告送達{documents}。自本公告刊"
        "登之日起，經過{term}，即視為送達。內地與受送達人所在地刊登日期不同的，自最後一次刊登之日起算。"
    ),
    "notice_answer": "提出答辯狀的期限為公告送達生效後{days}日內。",
    "notice_hearing": "本院定於{hearing}開庭審理本案。逾期不到庭的，依法缺席裁判。",
    "reason_exhausted": "採用其他方式均無法送達", "reason_unknown": "你下落不明", "term_months": "三個月",
    "term_days": "六十日",
    "basis_2009": "《最高人民法院關於涉港澳民商事案件司法文書送達問題若干規定》第九條",
    "basis_cpl": "《中華人民共和國民事訴訟法》第二百八十三條第二款",
    "b_hand_over": "下列各次交接中，每件文書均以檔案摘要（SHA-256）標明。持有檔案的人可以自行計算並核對。",
    "b_evidence_done": "證據調取已經辦理完畢，材料附後。", "b_evidence_not_done": "未能調取證據，原因如下。",
    # -- labels
    "l_requesting": "委託機關", "l_requested": "受委託機關", "l_case": "案號", "l_nature": "案件性質",
    "l_addressee": "受送達人", "l_former": "曾用名",
    "l_identity": "證件或登記號碼", "l_address": "詳細地址", "l_hearing": "開庭時間", "l_answer": "答辯期限",
    "l_evidence_until": "舉證期限", "l_method": "送達方式", "l_amount": "爭議金額", "l_sets": "文書份數",
    "l_costs": "費用", "l_number": "本院編號", "l_upper_number": "高級人民法院編號",
    "l_foreign_number": "受委託機關編號", "l_platform": "司法協助網絡平台編號", "l_postal": "郵件編號",
    "l_dispatched": "發出日期", "l_received": "收到日期", "l_estimated": "{date}（估計）",
    "l_measure": "取證方式", "l_parties": "當事人及訴訟代理人", "l_purpose": "調取證據的原因",
    "l_items": "具體事項", "l_person": "被調查人", "l_questions": "需要提出的問題",
    "l_special": "需採用的特殊方式", "l_other": "其他情況", "l_asked_for": "要求補充的內容",
    "l_reply": "答覆", "l_channel": "送達途徑", "l_basis": "法律依據", "l_served_on": "送達日期",
    "l_obstacle_on": "註明日期", "l_place": "送達地點", "l_recipient": "接收人",
    "l_relationship": "與受送達人的關係", "l_reason": "原因", "l_words": "原文表述",
    "l_issuer": "證明的發出機關", "l_issuer_number": "證明編號", "l_result": "結果",
    "l_contact": "聯絡地址和電話", "l_signature": "受送達人或代收人簽名", "l_signed_on": "收到日期",
    "l_left": "拒收事由、見證人簽名", "l_server": "送達人", "l_reported": "送達時間和地點",
    # -- values
    "l_trial_court": "審理法院", "answer_days": "收到之日起{days}日", "by_law": "依照貴地法律規定的程序",
    "costs_borne": "特定方式所產生的費用由本院負擔", "sets": "{sets}份",
    "no_sets": "經網絡平台轉遞，無需紙本份數", "done": "已經辦理", "not_done": "未能辦理",
    "refused": "不予辦理",
    # -- tables
    "h_number": "序號", "h_document": "文書", "h_pages": "頁數", "h_translation": "中文譯本",
    "h_digest": "檔案摘要（SHA-256）", "h_leg": "途徑", "h_on": "日期", "h_from": "交出", "h_to": "接收",
    "h_outside": "編號", "translated": "附譯本", "needs_none": "原文為中文", "pages": "{pages}頁",
    "translation_of": "第{number}件的譯本",
    # -- the dossier
    "b_dossier": "本卷宗匯集送達事項{number}的文書、證明和經過。", "h_event": "經過", "h_state": "狀態",
    "h_file": "檔案", "x_file": "附件 {number}", "x_paper": "本院文書 {number}", "x_translation": "譯本",
    "not_bound": "以下檔案不能編入本卷，以檔案摘要列明：", "l_state": "狀態",
    "l_effective": "確認的送達日期",
    # -- foot
    "seal": "（院印）", "judge": "法官",
    "check": (
        "掃描二維碼或打開核驗頁面，輸入編號{number}和核驗碼{code}，可以核對本文書是否登記在案。本文書的"
        "電子版經簽章，任何改動均可發現。"
    ),
    "log": "本文書的發出已記入不可竄改的日誌，日誌中載有其檔案摘要（SHA-256）。",
    "prevails": "各語言文本以第一種文本為準。",
    # -- kinds of documents
    "k_claim": "起訴狀副本", "k_appeal": "上訴狀副本", "k_counterclaim": "反訴狀副本",
    "k_defence": "答辯狀副本", "k_power": "授權委託書", "k_summons": "傳票", "k_judgment": "判決書",
    "k_mediation": "調解書", "k_ruling": "裁定書", "k_payment_order": "支付令", "k_decision": "決定書",
    "k_notice": "通知書", "k_certificate": "證明書", "k_return_receipt": "送達回證", "k_writ": "狀詞",
    "k_affidavit": "誓章", "k_order": "法庭命令", "k_other": "其他司法文書或附件",
    # -- who hands over to whom
    "w_requesting": "委託機關", "w_lawyer": "律師", "w_clerk": "書記員", "w_desk": "司法協助組",
    "w_upper": "高級人民法院", "w_judge": "承辦法官", "w_executing_court": "辦理送達的法院",
    "w_addressee": "受送達人", "w_people": "當事人", "w_system": "入門網站", "w_requested": "受委託機關",
    "w_post_office": "郵政",
}  # fmt: skip
