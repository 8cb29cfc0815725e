"""Citations of three jurisdictions, in the languages they are written in."""

from __future__ import annotations

import pytest

from foreign_law.rules.citations import address, cited_alone, recognise

PLACES = [
    ("Cap. 486 s. 2", "hk:cap:486", "s2", ""),
    ("cap 486, section 2(1)(a)", "hk:cap:486", "s2", "s2_1_a"),
    ("第486章第2條", "hk:cap:486", "s2", ""),
    ("（第486章）第2(1)条", "hk:cap:486", "s2", "s2_1"),
    ("第614章附表1", "hk:cap:614", "sch1", ""),
    ("Cap. 59I", "hk:cap:59i", "", ""),
    ("section 2 of the Personal Data (Privacy) Ordinance (Cap. 486)", "hk:cap:486", "s2", ""),
    ("Schedule 1 to the Sample Ordinance (Cap. 9001)", "hk:cap:9001", "sch1", ""),
    ("Decreto-Lei n.º 58/98/M", "mo:decreto-lei:58:98-m", "", ""),
    ("第48/99/M號法令", "mo:decreto-lei:48:99-m", "", ""),
    ("artigo 2.º da Lei n.º 7/2013", "mo:lei:7:2013", "art2", ""),
    ("n.º 1 do artigo 2.º da Lei n.º 7/2013", "mo:lei:7:2013", "art2", "art2_1"),
    ("artigo 3.º, n.º 2, do Decreto-Lei n.º 40/99/M", "mo:decreto-lei:40:99-m", "art3", "art3_2"),
    ("第7/2013號法律第二條", "mo:lei:7:2013", "art2", ""),
    ("第 10/2023 号法律第二条第一款", "mo:lei:10:2023", "art2", "art2_1"),
    ("第７/２０１３號法律", "mo:lei:7:2013", "", ""),
    ("第5/2011號行政法規", "mo:regulamento-administrativo:5:2011", "", ""),
    ("artigo 12.º-A do Código Penal", "mo:codigo-penal", "art12-a", ""),
    ("《刑法典》第二條第一款", "mo:codigo-penal", "art2", "art2_1"),
    ("澳門《民法典》第十條", "mo:codigo-civil", "art10", ""),
    ("[2022] HKCFA 20", "hk:neutral:hkcfa:2022:20", "", ""),
    ("[2003] 3 HKLRD 201", "hk:report:hklrd:2003:3:201", "", ""),
    ("(2005) 8 HKCFAR 229", "hk:report:hkcfar:2005:8:229", "", ""),
    ("HCAL 473/2021", "hk:action:hcal:2021:473", "", ""),
    ("Processo nº 642/2017/A", "mo:case:*:642:2017:a", "", ""),
    ("中級法院第138/2019號案", "mo:case:tsi:138:2019", "", ""),
    ("CV3-17-0178-CEO-A", "mo:case:tjb:cv3:17:0178:ceo:a", "", ""),
    ("（2022）粤01民终123号", "cn:case:2022:粤01民终:123", "", ""),
    ("法释〔2023〕12号", "cn:fashi:2023:12", "", ""),
]


@pytest.mark.parametrize(("text", "identity", "provision", "anchor"), PLACES)
def test_citation_leads_to_its_place(text: str, identity: str, provision: str, anchor: str) -> None:
    found = recognise(text)
    assert [(c.id, c.provision, c.anchor) for c in found] == [(identity, provision, anchor)]


def test_portuguese_and_chinese_give_one_id() -> None:
    found = recognise("Lei n.º 5/2021 e 第5/2021號法律; Decreto-Lei n.º 48/99/M, 第48/99/M號法令")
    assert [c.id for c in found] == ["mo:lei:5:2021"] * 2 + ["mo:decreto-lei:48:99-m"] * 2


def test_spans_are_offsets_in_the_given_text() -> None:
    text = "Veja-se o artigo 2.º da Lei n.º 7/2013, e（第４８６章）。"
    first, second = recognise(text)
    assert text[first.start : first.end] == "artigo 2.º da Lei n.º 7/2013"
    assert text[second.start : second.end] == "第４８６章"


def test_citation_alone_is_told_from_a_citation_among_words() -> None:
    assert cited_alone("《Lei n.º 7/2013》")
    assert cited_alone("data user Cap. 486") is None
    assert cited_alone("Lei n.º 7/2013 Lei n.º 8/2013") is None


def test_mainland_civil_code_is_not_taken_for_macaos() -> None:
    assert recognise("《民法典》第一条") == []
    assert recognise("《民法典》第一條", jurisdiction="CN-MO")[0].id == "mo:codigo-civil"


def test_plain_numbers_and_dates_are_no_citations() -> None:
    assert recognise("Artigo 2.º, 第2條, 2013/7, page 486, capítulo 3, 2023年12月1日") == []


def test_address_of_a_work() -> None:
    assert address("hk:cap:614") == ("hk", "cap-614")
    assert address("mo:decreto-lei:58:98-m") == ("mo", "decreto-lei-58-98-m")
    assert address("mo:codigo-penal") == ("mo", "codigo-penal")
