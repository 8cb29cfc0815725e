"""What the record of the finished request says in Chinese, in Portuguese."""

from __future__ import annotations

CONFLICT_RULE = "《中华人民共和国涉外民事关系法律适用法》第四十一条"
NATURE = "灯笼买卖合同纠纷（虚构）"
FACTS = (
    "双方于2016年5月6日在香港订立买卖合同，标的为一百件仅有绸面骨架、尚未安装灯芯的产品，由卖方的学徒制作。"
)
FIRST = "香港法例第9001章第2条所称“燈籠”，是否包括丝制灯具的骨架？"
SECOND = "学徒制作的产品，是否属于该条所称“製作人”制作？"
CONTENT = "依香港法例第9001章《樣本條例》第2条，“燈籠”指丝制的灯或者其骨架；“製作人”包括学徒。"
ANSWER_1 = "包括。该条把丝制的灯“或其骨架”并列，骨架本身即为“燈籠”。"
ANSWER_2 = "属于。该条明文规定“製作人”包括学徒。"
REASONS = (
    "法律意见书所引条文与香港特别行政区政府公布的两种语文文本一致，该两种文本同为真确本。被告主张骨架须已安装灯芯，但条文没有"
    "此项限制；其第二款关于“點亮”的规定只说明何时视为点亮，不改变“燈籠”的定义。被告的异议没有新的依据，其理由不足以推翻条文的文"
    "义。"
)
NO_SUPPLEMENT = "两种真确文本均已查明，法律意见书的提供者已就异议接受询问，异议没有提出新的材料。"
OBJECTION = "骨架没有灯芯，不能点燃；结合该条第二款，只有能够点亮的才是“燈籠”。"
EXCERPT = "仅提交条文摘录，没有说明该条在2016年5月6日是否有效，也没有提交第二种真确文本。"
COMPLETE = "条文两种真确文本完整，说明了获得途径、效力情况及与争议的关联性。"
SCOPE = "庭前会议笔录（虚构）"
MINUTES = "庭审笔录第2页（虚构）"
PERIOD = "被告在澳门居住，需预留委托香港律师检索及制作中文译本的时间。"
SAID = "被询问人说明：该条的两种语文文本同为真确本，中文“骨架”与英文“frame”对应，条文没有附加其他条件。"
COSTS = "费用由提出异议而未被采纳的被告负担，数额与查明工作相当。"
PUT = "第9001章第2条中“骨架”（frame）一语的含义，及第二款与第一款定义的关系。"

PORTUGUESE: dict[str, str] = {
    CONFLICT_RULE: "artigo 41.º da Lei de Aplicação das Leis às Relações Civis com Elementos Externos",
    NATURE: "compra e venda de lanternas (caso fictício)",
    FACTS: (
        "Em 6 de Maio de 2016, as partes celebraram em Hong Kong um contrato de compra e venda de cem artigos constituídos"
        " apenas pela armação forrada a seda, ainda sem pavio, feitos pelos aprendizes do vendedor."
    ),
    FIRST: "O termo «lanterna» do artigo 2.º do Capítulo 9001 das Leis de Hong Kong abrange a armação de uma lâmpada de seda?",
    SECOND: "Os artigos feitos por aprendizes são feitos por um «fabricante», na acepção daquele artigo?",
    CONTENT: (
        "nos termos do artigo 2.º do Capítulo 9001 (Lei de Amostra) das Leis de Hong Kong, «lanterna» designa uma lâmpada de"
        " seda ou a sua armação, e «fabricante» abrange o aprendiz."
    ),
    ANSWER_1: "Sim. O artigo põe a par a lâmpada de seda «ou a sua armação»; a armação é, por si, uma «lanterna».",
    ANSWER_2: "Sim. O artigo dispõe expressamente que «fabricante» abrange o aprendiz.",
    NO_SUPPLEMENT: (
        "Ambos os textos autênticos foram averiguados, quem deu o parecer foi inquirido sobre a oposição e esta não trouxe"
        " material novo."
    ),
    REASONS: (
        "As normas citadas no parecer jurídico coincidem com os textos publicados pelo Governo da Região Administrativa Especial"
        " de Hong Kong nas duas línguas, ambos autênticos. O réu sustenta que a armação tem de ter pavio, mas a norma não contém"
        " tal restrição; o seu n.º 2, relativo a «acesa», apenas diz quando se considera acesa e não altera a definição. A"
        " oposição do réu não assenta em base nova e não contém razões bastantes para afastar o sentido da letra da norma."
    ),
    OBJECTION: (
        "A armação sem pavio não pode ser acesa; conjugando o n.º 2 do artigo, só é «lanterna» o que pode ser aceso."
    ),
    EXCERPT: (
        "foi apresentado apenas um excerto, sem indicação da vigência em 6 de Maio de 2016 nem do segundo texto autêntico."
    ),
    COMPLETE: (
        "os dois textos autênticos estão completos e foram indicados o modo de obtenção, a vigência e a relação com o litígio."
    ),
    SCOPE: "acta da conferência preparatória (fictícia)",
    MINUTES: "acta da audiência, folha 2 (fictícia)",
    PERIOD: (
        "O réu reside em Macau; é necessário tempo para mandatar um advogado de Hong Kong e obter a tradução chinesa."
    ),
    SAID: (
        "O inquirido esclareceu que os textos nas duas línguas são ambos autênticos, que o termo chinês corresponde ao inglês"
        " «frame» e que a norma não impõe outras condições."
    ),
    COSTS: "Os encargos são suportados pelo réu, cuja oposição não procedeu, em montante proporcionado ao trabalho.",
    "条文摘录（虚构）": "Excerto da norma (fictício)",
    "法律意见书（虚构）": "Parecer jurídico (fictício)",
    "由当事人自电子版香港法例下载。": "descarregado pela parte da base electrónica de legislação de Hong Kong.",
    "自电子版香港法例取得两种语文文本，并与宪报核对。": (
        "textos nas duas línguas obtidos da base electrónica de legislação de Hong Kong e conferidos com o boletim oficial."
    ),
    "未作说明，仅称现行有效。": "sem explicação; diz-se apenas que está em vigor.",
    "自2015年3月1日起施行，2016年5月6日有效。": "em vigor desde 1 de Março de 2015; vigente em 6 de Maio de 2016.",
    "用以确定合同标的是否为“燈籠”。": "para determinar se o objecto do contrato é uma «lanterna».",
    "直接回答问题1和问题2。": "responde directamente às questões 1 e 2.",
}
