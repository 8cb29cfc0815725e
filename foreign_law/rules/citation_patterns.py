"""The shapes of citations in Hong Kong, Macao and Mainland texts, as regular expressions on half-width text.

Sources: Hong Kong Practice Direction 5.5 (neutral citations), Cap. 1 and Cap. 614 (chapter numbers),
Macao gazette usage in Portuguese and Chinese, the Mainland case-number rules of 2016.
"""

from __future__ import annotations

import re

I = re.IGNORECASE

HK_CAP = re.compile(r"\bCap\.?\s*(?P<cap>\d{1,4}[A-Z]{0,3})\b|第\s*(?P<zh>\d{1,4}[A-Z]{0,3})\s*章", I)
HK_NEUTRAL = re.compile(
    r"\[(?P<y>(?:19|20)\d{2})\]\s*(?P<c>HK(?:CFA|CA|CFI|CT|DC|FC|LdT|LaT|SCT|OAT|MagC|CrC))\s*(?P<n>\d{1,5})\b",
    I,
)
HK_REPORT = re.compile(
    r"(?:\[(?P<y1>\d{4})\]|\((?P<y2>\d{4})\))\s*(?:(?P<v>\d{1,2})\s+)?"
    r"(?P<r>HKCFAR|HKLRD|HKPLR|HKLR|HKC)\s*(?P<p>\d{1,4})\b",
    I,
)
HK_ACTION = re.compile(
    r"\b(?P<p>FA(?:CV|CC|MV|MC|MP)|CA(?:CV|CC|MP|AR)|HC(?:AL|AJ|AP|MP|MA|MC|CC|CW|CT|CL|PI|IP|A|B)"
    r"|DC(?:CJ|CC|MP|PI|EC|EO|TC)|FCMC|LD[A-Z]{2})\s*(?P<n>\d{1,6})/(?P<y>\d{4})\b"
)
MO_ACT_PT = re.compile(
    r"\b(?P<t>Decreto-Lei|Lei|Regulamento Administrativo|Ordem Executiva"
    r"|Despacho do Chefe do Executivo|Portaria)"
    r"\s+(?:n\.?\s*[ºo°]?\s*)?(?P<n>\d{1,4})/(?P<y>\d{4}|\d{2})(?P<m>/M)?\b",
    I,
)
MO_ACT_ZH = re.compile(
    r"第\s*(?P<n>\d{1,4})/(?P<y>\d{4}|\d{2})(?P<m>/M)?\s*[號号]\s*"
    r"(?P<t>法律|法令|行政法[規规]|行政命令|行政[長长]官批示|[訓训]令)",
    I,
)
MO_CASE = re.compile(
    r"(?:\bProc(?:esso|\.)?\s*n\.?\s*[ºo°]\s*|卷宗編號:\s*|卷宗编号:\s*|上訴案件編號[﹕:]\s*|第\s*)"
    r"(?P<n>\d{1,4})/(?P<y>\d{4})(?:/(?P<s>[A-Z]))?(?:\s*[號号](?:上[訴诉])?案|(?=[^\d號号/]|$))",
    I,
)
MO_TJB = re.compile(r"\b(?P<u>[A-Z]{2}\d?)-(?P<y>\d{2})-(?P<n>\d{4})-(?P<k>[A-Z]{3})(?:-(?P<a>[A-Z]))?\b")
MO_TJB_MIDDLE = re.compile(r"-\d{2}-\d{4}-")  # found much faster than the whole
CN_CASE = re.compile(
    r"\((?P<y>20\d{2})\)\s*(?P<c>最高法|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\d{0,4})"
    r"(?P<k>[一-龥]{1,6})(?P<n>\d+)[号號]"
)
CN_INTERPRETATION = re.compile(r"法[释釋]\s*[〔\[(](?P<y>(?:19|20)\d{2})[〕\])]\s*(?P<n>\d{1,3})\s*[号號]")

PT_TYPES = {
    "decreto-lei": "decreto-lei",
    "lei": "lei",
    "regulamento administrativo": "regulamento-administrativo",
    "ordem executiva": "ordem-executiva",
    "despacho do chefe do executivo": "despacho-chefe-executivo",
    "portaria": "portaria",
}
ZH_TYPES = {
    "法律": "lei",
    "法令": "decreto-lei",
    "行政法規": "regulamento-administrativo",
    "行政法规": "regulamento-administrativo",
    "行政命令": "ordem-executiva",
    "行政長官批示": "despacho-chefe-executivo",
    "行政长官批示": "despacho-chefe-executivo",
    "訓令": "portaria",
    "训令": "portaria",
}
COURTS = {
    "tui": re.compile(r"終審法院|终审法院|Tribunal de [ÚU]ltima Inst[âa]ncia|\bTUI\b", I),
    "tsi": re.compile(r"中級法院|中级法院|Tribunal de Segunda Inst[âa]ncia|\bTSI\b", I),
    "tjb": re.compile(r"初級法院|初级法院|Tribunal Judicial de Base|\bTJB\b", I),
    "ta": re.compile(r"行政法院|Tribunal Administrativo", I),
}

_ORDINAL = r"\s*\.?\s*[ºo°]?"
_DEEPER = r"(?P<deep>(?:\s*\([0-9A-Za-z]{1,4}\))*)"
HK_TAILS = (
    re.compile(r"[)\]》,;:\s]*\b(?:ss?\.?|sections?|sec\.)\s*(?P<s>\d{1,4}[A-Z]{0,3})\b" + _DEEPER, I),
    re.compile(r"[)\]》,\s]*(?:Sch(?:edule|\.)?|附表)\s*(?P<sch>\d{1,3}[A-Z]?)", I),
    re.compile(r"[)\]》,\s]*第\s*(?P<s>\d{1,4}[A-Z]{0,3})\s*" + _DEEPER + r"\s*[條条]", I),
)
HK_HEADS = (
    re.compile(
        r"\b(?:ss?\.?|sections?|sec\.)\s*(?P<s>\d{1,4}[A-Z]{0,3})\b"
        + _DEEPER
        + r"\s*(?:,|of)\s*(?:the\s+)?(?:[^.;\n]{0,120}?\()?\s*$",
        I,
    ),
    re.compile(
        r"\bSch(?:edule|\.)\s*(?P<sch>\d{1,3}[A-Z]?)\s*(?:,|of|to)\s*(?:the\s+)?(?:[^.;\n]{0,120}?\()?\s*$", I
    ),
)
_PT_ARTICLE = r"\bart(?:igo|\.)?\s*(?P<a>\d{1,4})" + _ORDINAL + r"(?:-(?P<x>[A-Z])\b)?"
_PT_PARAGRAPH = r"\bn\.?\s*[ºo°]\s*(?P<p>\d{1,3})"
_ZH_NUMBER = r"[〇零一二三四五六七八九十百千\d]{1,9}"
_ZH_ARTICLE = rf"第\s*(?P<a>{_ZH_NUMBER})\s*(?:-(?P<x>[A-Z]))?\s*[條条](?:\s*第?\s*(?P<p>{_ZH_NUMBER})\s*款)?"
MO_TAILS = (
    re.compile(
        r"(?:,?\s*de\s+\d{1,2}\s+de\s+\w+)?[)\]》」\",\s]*"
        + _PT_ARTICLE
        + r"(?:\s*,?\s*"
        + _PT_PARAGRAPH
        + ")?",
        I,
    ),
    re.compile(r"[)\]》」\"的之,\s]*" + _ZH_ARTICLE, I),
)
MO_HEADS = (
    re.compile(
        r"(?:" + _PT_PARAGRAPH + r"\s+d[oe]\s+)?" + _PT_ARTICLE + r"\s*,?\s*(?:d[aoe]s?\s+)?$",
        I,
    ),
    re.compile(_PT_ARTICLE + r"\s*,\s*n\.?\s*[ºo°]\s*(?P<p>\d{1,3})\s*,?\s*(?:d[aoe]s?\s+)?$", I),
)
