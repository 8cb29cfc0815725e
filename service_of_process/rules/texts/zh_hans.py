"""The wording in Chinese, simplified: the text that prevails in the Mainland."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # -- titles
    "t_request_hk": "委托书", "t_request_macao": "委托书", "t_evidence_hk": "委托书",
    "t_evidence_macao": "委托书", "t_transfer": "申请转递函", "t_supplement": "补充材料函",
    "t_reminder": "催办函", "t_completion": "办理结果回复书", "t_certificate": "送达证明书",
    "t_non_service": "未能送达证明书", "t_return_receipt": "送达回证", "t_notice_text": "公告",
    "t_hand_over": "交接回执", "t_dossier": "送达事项卷宗",
    "simulated": "模拟文书：由演示机构签章，不具法律效力", "number": "{number} 文{paper}",
    # -- authorities
    "hk_court": "香港特别行政区高等法院", "hk_wing": "香港特别行政区政府政务司司长办公室辖下行政署",
    "macao_court": "澳门特别行政区终审法院", "to": "{authority}：", "HK": "香港特别行政区",
    "MO": "澳门特别行政区",
    # -- bodies
    "b_request_hk": (
        "{court}受理的{case}{nature}一案，需向在香港特别行政区的受送达人{name}送达司法文书。根据《最高"
        "人民法院关于内地与香港特别行政区法院相互委托送达民商事司法文书的安排》第一条至第三条，现委托贵"
        "院协助送达。有关事项如下："
    ),
    "b_request_macao": (
        "{court}受理的{case}{nature}一案，需向在澳门特别行政区的受送达人{name}送达司法文书。根据《最高"
        "人民法院关于内地与澳门特别行政区法院就民商事案件相互委托送达司法文书和调取证据的安排》第一条、"
        "第二条和第十条，现委托贵院协助送达。有关事项如下："
    ),
    "b_evidence_hk": (
        "{court}受理的{case}{nature}一案，需在香港特别行政区提取证据。根据《最高人民法院关于内地与香港"
        "特别行政区法院就民商事案件相互委托提取证据的安排》第一条、第二条和第八条，现委托提取证据。所取"
        "得的证据材料仅用于本案（第五条）。有关事项如下："
    ),
    "b_evidence_macao": (
        "{court}受理的{case}{nature}一案，需在澳门特别行政区调取证据。根据《最高人民法院关于内地与澳门"
        "特别行政区法院就民商事案件相互委托送达司法文书和调取证据的安排》第十六条至第十八条，现委托贵院"
        "代为调取证据。有关事项如下："
    ),
    "c_request_hk": (
        "不论上述文书中确定的出庭日期或者期限是否已过，均请送达，并请最迟自收到本委托书之日起两个月内完"
        "成（第四条）。送达后，请出具加盖印章的送达证明书；无法送达的，请在证明书上注明妨碍送达的原因、"
        "拒收事由和日期，并退回本委托书及所附全部文书（第五条）。"
    ),
    "c_request_macao": (
        "不论上述文书中确定的出庭日期或者期限是否已过，均请送达（第十三条），并请自收到本委托书之日起两"
        "个月内完成（第六条）。送达后，请出具送达证明书，注明送达的方法、地点和日期以及接收人的身份，并"
        "加盖印章；无法送达的，请注明妨碍送达的原因、拒收事由和日期（第十二条）。"
    ),
    "c_evidence_hk": (
        "请尽量自收到本委托书之日起六个月内完成（第十条）。有一般开支以外的费用的，请先行告知，由双方协"
        "商（第九条）。"
    ),
    "c_evidence_macao": "请自收到本委托书之日起三个月内完成（第六条）。",
    "attend": "请将取证的时间、地点通知本院，以便当事人及其诉讼代理人在场。",
    "video": "请在证人、鉴定人同意后，协助安排其通过视频、音频作证。",
    "b_transfer": (
        "{court}受理的{case}{nature}一案，需委托{region}有关机关办理下列事项。现将委托书及所附文书共"
        "{count}件送请审查并转递。如认为不符合有关安排的规定，请说明理由后退回本院（法释〔2009〕2号第十"
        "三条）。"
    ),
    "b_supplement": (
        "贵方于{asked}就本院委托事项要求补充材料或者说明。现答复如下，请继续办理。原定的办理期限不因补"
        "充材料而重新起算。"
    ),
    "b_reminder": (
        "本院于{dispatched}向贵方发出委托书，委托办理下列事项。截至本函之日，尚未收到办理结果。请告知办"
        "理进展，并尽快办理、函复。这是就该事项发出的第{reminder}次催办。"
    ),
    "b_reminder_due": "有关安排规定的期限至{due}届满。",
    "b_completion": "贵方委托本院协助办理的下列事项，现已办理终结，函复如下：",
    "b_certificate": "兹证明下列司法文书已经送达受送达人。",
    "b_certificate_judge": "承办法官于{confirmed}确认，送达日期为{date}。",
    "b_non_service": "兹证明下列司法文书未能送达受送达人，妨碍送达的原因如下。",
    "returned_yes": "委托书及所附全部文书一并退回。", "returned_no": "所附文书尚未全部退回。",
    "b_return_receipt": "请受送达人或者有权代收的人核对下列文书，签名并写明收到日期。",
    "b_notice": "{name}：",
    "b_notice_text": (
        "{court}受理的{case}{nature}一案，因{reason}，现依照{basis}向你公告送达{documents}。自本公告刊"
        "登之日起，经过{term}，即视为送达。内地与受送达人所在地刊登日期不同的，自最后一次刊登之日起算。"
    ),
    "notice_answer": "提出答辩状的期限为公告送达生效后{days}日内。",
    "notice_hearing": "本院定于{hearing}开庭审理本案。逾期不到庭的，依法缺席裁判。",
    "reason_exhausted": "采用其他方式均无法送达", "reason_unknown": "你下落不明", "term_months": "三个月",
    "term_days": "六十日",
    "basis_2009": "《最高人民法院关于涉港澳民商事案件司法文书送达问题若干规定》第九条",
    "basis_cpl": "《中华人民共和国民事诉讼法》第二百八十三条第二款",
    "b_hand_over": "下列各次交接中，每件文书均以文件摘要（SHA-256）标明。持有文件的人可以自行计算并核对。",
    "b_evidence_done": "证据调取已经办理完毕，材料附后。", "b_evidence_not_done": "未能调取证据，原因如下。",
    # -- labels
    "l_requesting": "委托机关", "l_requested": "受委托机关", "l_case": "案号", "l_nature": "案件性质",
    "l_addressee": "受送达人", "l_former": "曾用名",
    "l_identity": "证件或者登记号码", "l_address": "详细地址", "l_hearing": "开庭时间",
    "l_answer": "答辩期限", "l_evidence_until": "举证期限", "l_method": "送达方式", "l_amount": "争议金额",
    "l_sets": "文书份数", "l_costs": "费用", "l_number": "本院编号", "l_upper_number": "高级人民法院编号",
    "l_foreign_number": "受委托机关编号", "l_platform": "司法协助网络平台编号", "l_postal": "邮件编号",
    "l_dispatched": "发出日期", "l_received": "收到日期", "l_estimated": "{date}（估计）",
    "l_measure": "取证方式", "l_parties": "当事人及诉讼代理人", "l_purpose": "调取证据的原因",
    "l_items": "具体事项", "l_person": "被调查人", "l_questions": "需要提出的问题",
    "l_special": "需采用的特殊方式", "l_other": "其他情况", "l_asked_for": "要求补充的内容",
    "l_reply": "答复", "l_channel": "送达途径", "l_basis": "法律依据", "l_served_on": "送达日期",
    "l_obstacle_on": "注明日期", "l_place": "送达地点", "l_recipient": "接收人",
    "l_relationship": "与受送达人的关系", "l_reason": "原因", "l_words": "原文表述",
    "l_issuer": "证明的出具机关", "l_issuer_number": "证明编号", "l_result": "结果",
    "l_contact": "联系地址和电话", "l_signature": "受送达人或者代收人签名", "l_signed_on": "收到日期",
    "l_left": "拒收事由、见证人签名", "l_server": "送达人", "l_reported": "送达时间和地点",
    # -- values
    "l_trial_court": "审理法院", "answer_days": "收到之日起{days}日", "by_law": "依照贵地法律规定的程序",
    "costs_borne": "特定方式所产生的费用由本院负担", "sets": "{sets}份",
    "no_sets": "经网络平台转递，无需纸质份数", "done": "已经办理", "not_done": "未能办理",
    "refused": "不予办理",
    # -- tables
    "h_number": "序号", "h_document": "文书", "h_pages": "页数", "h_translation": "中文译本",
    "h_digest": "文件摘要（SHA-256）", "h_leg": "途径", "h_on": "日期", "h_from": "交出", "h_to": "接收",
    "h_outside": "编号", "translated": "附译本", "needs_none": "原文为中文", "pages": "{pages}页",
    "translation_of": "第{number}件的译本",
    # -- the dossier
    "b_dossier": "本卷宗汇集送达事项{number}的文书、证明和经过。", "h_event": "经过", "h_state": "状态",
    "h_file": "文件", "x_file": "附件 {number}", "x_paper": "本院文书 {number}", "x_translation": "译本",
    "not_bound": "以下文件不能编入本卷，以文件摘要列明：", "l_state": "状态",
    "l_effective": "确认的送达日期",
    # -- foot
    "seal": "（院印）", "judge": "法官",
    "check": (
        "扫描二维码或者打开核验页面，输入编号{number}和核验码{code}，可以核对本文书是否登记在案。本文书"
        "的电子版经签章，任何改动均可发现。"
    ),
    "log": "本文书的出具已记入不可篡改的日志，日志中载有其文件摘要（SHA-256）。",
    "prevails": "各语言文本以第一种文本为准。",
    # -- kinds of documents
    "k_claim": "起诉状副本", "k_appeal": "上诉状副本", "k_counterclaim": "反诉状副本",
    "k_defence": "答辩状副本", "k_power": "授权委托书", "k_summons": "传票", "k_judgment": "判决书",
    "k_mediation": "调解书", "k_ruling": "裁定书", "k_payment_order": "支付令", "k_decision": "决定书",
    "k_notice": "通知书", "k_certificate": "证明书", "k_return_receipt": "送达回证", "k_writ": "状词",
    "k_affidavit": "誓章", "k_order": "法庭命令", "k_other": "其他司法文书或者附件",
    # -- who hands over to whom
    "w_requesting": "委托机关", "w_lawyer": "律师", "w_clerk": "书记员", "w_desk": "司法协助部门",
    "w_upper": "高级人民法院", "w_judge": "承办法官", "w_executing_court": "办理送达的法院",
    "w_addressee": "受送达人", "w_people": "当事人", "w_system": "门户", "w_requested": "受委托机关",
    "w_post_office": "邮政",
}  # fmt: skip
