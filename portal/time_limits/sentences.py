"""The sentences of the working and of the refusals, in four languages, and how values stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.time_limits.labels import citation_of, length_in_words
from portal.time_limits.values import CODES, WEEKDAYS, Computation, Dates, Length, Param, Step, Text

SENTENCES: Mapping[str, Text] = {
    "basis": Text(
        "依據：%(citation)s；期間%(length)s（%(kind)s）。",
        "依据：%(citation)s；期间%(length)s（%(kind)s）。",
        "Base legal: %(citation)s; prazo de %(length)s (%(kind)s).",
        "Basis: %(citation)s; period of %(length)s (%(kind)s).",
    ),
    "start": Text(
        "起算事由：%(trigger)s，%(on)s。當日不計入，自%(first)s起算（民事訴訟法第85條；解釋第125條）。",
        "起算事由：%(trigger)s，%(on)s。当日不计算在内，自%(first)s起算（民事诉讼法第85条；解释第125条）。",
        "Início: %(trigger)s, %(on)s. Esse dia não se conta; o primeiro dia contado é %(first)s "
        "(Lei de Processo Civil, artigo 85.º; Interpretação, artigo 125.º).",
        "Start: %(trigger)s, %(on)s. That day does not count; the first day counted is %(first)s "
        "(Civil Procedure Law art. 85; Interpretation art. 125).",
    ),
    "not_in_force": Text(
        "起算日%(on)s不在本條文的施行期間之內（自%(from)s起施行）；請查核當時有效的規定。",
        "起算日%(on)s不在本条文的施行期间内（自%(from)s起施行）；请核对当时有效的规定。",
        "O dia de início, %(on)s, está fora da vigência deste texto (em vigor desde %(from)s); "
        "verifique a norma então vigente.",
        "The start day, %(on)s, lies outside the time this text is in force (from %(from)s); "
        "check the rule that applied then.",
    ),
    "note": Text("備註：%(note)s", "备注：%(note)s", "Nota: %(note)s", "Note: %(note)s"),
    "months": Text(
        "%(length)s止於到期月的對應日：%(on)s。",
        "%(length)s止于到期月的对应日：%(on)s。",
        "%(length)s terminam no dia correspondente: %(on)s.",
        "%(length)s end on the corresponding day: %(on)s.",
    ),
    "months_last_day": Text(
        "到期月沒有%(day)s日，%(length)s止於該月末日：%(on)s（民法典第202條）。",
        "到期月没有%(day)s日，%(length)s止于该月末日：%(on)s（民法典第202条）。",
        "O mês final não tem dia %(day)s; %(length)s terminam no último dia desse mês: %(on)s "
        "(Código Civil da RPC, artigo 202.º).",
        "The closing month has no day %(day)s; %(length)s end on its last day: %(on)s "
        "(PRC Civil Code art. 202).",
    ),
    "days": Text(
        "逐日計算%(length)s，休假日亦計入：%(on)s屆滿。",
        "逐日计算%(length)s，休假日亦计入：%(on)s届满。",
        "Contam-se %(length)s seguidos, incluindo os dias de descanso: termina em %(on)s.",
        "%(length)s are counted one after another, rest days included: the last is %(on)s.",
    ),
    "working_days": Text(
        "按%(calendar)s計算%(length)s：%(days)s。最後一日為%(on)s。",
        "按%(calendar)s计算%(length)s：%(days)s。最后一日为%(on)s。",
        "Contam-se %(length)s segundo o calendário «%(calendar)s»: %(days)s. O último é %(on)s.",
        "%(length)s are counted by the calendar “%(calendar)s”: %(days)s. The last is %(on)s.",
    ),
    "make_up_counted": Text(
        "%(on)s為調休上班日（%(name)s），計為工作日。",
        "%(on)s为调休上班日（%(name)s），计为工作日。",
        "%(on)s é dia útil de compensação (%(name)s) e conta como dia útil.",
        "%(on)s is a make-up working day (%(name)s) and counts as a working day.",
    ),
    "excluded": Text(
        "%(first)s至%(last)s不計入，其中期間內共%(days)s日。%(basis)s",
        "%(first)s至%(last)s不计入，其中期间内共%(days)s日。%(basis)s",
        "De %(first)s a %(last)s não se conta (dias dentro do prazo: %(days)s). %(basis)s",
        "From %(first)s to %(last)s does not count (days within the period: %(days)s). %(basis)s",
    ),
    "excluded_result": Text(
        "扣除後，最後一日為%(on)s。",
        "扣除后，最后一日为%(on)s。",
        "Feito o desconto, o último dia é %(on)s.",
        "With these days left out, the last day is %(on)s.",
    ),
    "extended": Text(
        "期間延長至%(on)s。%(basis)s",
        "期间延长至%(on)s。%(basis)s",
        "O prazo é prorrogado até %(on)s. %(basis)s",
        "The period is extended to %(on)s. %(basis)s",
    ),
    "working_days_stay": Text(
        "以工作日計算的期間止於%(on)s，不再順延。",
        "以工作日计算的期间止于%(on)s，不再顺延。",
        "Um prazo em dias úteis termina em %(on)s e não se transfere.",
        "A period in working days ends on %(on)s and does not move.",
    ),
    "working_day_stays": Text(
        "%(on)s是工作日，無須順延。",
        "%(on)s是工作日，无须顺延。",
        "%(on)s é dia útil: não se transfere.",
        "%(on)s is a working day: it does not move.",
    ),
    "make_up_stays": Text(
        "%(on)s雖逢週末，但為調休上班日（%(name)s），屬工作日，不順延。",
        "%(on)s虽逢周末，但为调休上班日（%(name)s），属工作日，不顺延。",
        "%(on)s é dia útil de compensação (%(name)s): não se transfere.",
        "%(on)s is a make-up working day (%(name)s): it does not move.",
    ),
    "roll_law": Text(
        "%(on)s為休假日（%(reason)s），以休假日後的第一日%(to)s為屆滿日（民事訴訟法第85條第3款）。",
        "%(on)s为休假日（%(reason)s），以休假日后的第一日%(to)s为届满日（民事诉讼法第85条第3款）。",
        "%(on)s é dia de descanso (%(reason)s); o prazo termina no primeiro dia seguinte, %(to)s "
        "(Lei de Processo Civil, artigo 85.º, parágrafo 3).",
        "%(on)s is a rest day (%(reason)s); the period ends on the first day after it, %(to)s "
        "(Civil Procedure Law art. 85, para. 3).",
    ),
    "roll_none": Text(
        "%(on)s為休假日（%(reason)s），但該安排沒有順延的規定：屆滿日不變；如順延，則為%(to)s，僅列作參考。",
        "%(on)s为休假日（%(reason)s），但该安排没有顺延的规定：届满日不变；如顺延，则为%(to)s，仅作参考。",
        "%(on)s é dia de descanso (%(reason)s), mas o Acordo não prevê a transferência: a data mantém-se; "
        "transferida, seria %(to)s, indicada como alternativa.",
        "%(on)s is a rest day (%(reason)s), but the Arrangement has no rule that moves it: the date stays; "
        "moved, it would be %(to)s, shown as the alternative.",
    ),
    "roll_inferred": Text(
        "%(on)s為休假日（%(reason)s）。視為送達等期滿日是否順延並無定論：推論為%(to)s，由法官決定；另一日期為%(on)s。",
        "%(on)s为休假日（%(reason)s）。视为送达等期满日是否顺延尚无定论：推断为%(to)s，由法官决定；另一日期为%(on)s。",
        "%(on)s é dia de descanso (%(reason)s). Não está assente se uma data presumida se transfere: "
        "infere-se %(to)s; decide o juiz. A data alternativa é %(on)s.",
        "%(on)s is a rest day (%(reason)s). Whether a deeming date moves is not settled: inferred %(to)s; "
        "the judge decides. The alternative is %(on)s.",
    ),
    "posting": Text(
        "最遲於%(on)s交郵的，不算逾期；期間不包括在途時間（民事訴訟法第85條第4款）。",
        "诉讼文书最迟于%(on)s交邮的，不算过期；期间不包括在途时间（民事诉讼法第85条第4款）。",
        "Os documentos entregues no correio até %(on)s estão em tempo; o tempo de trânsito não se conta "
        "(Lei de Processo Civil, artigo 85.º, parágrafo 4).",
        "Papers posted by %(on)s are in time; time in transit does not count "
        "(Civil Procedure Law art. 85, para. 4).",
    ),
    "alarm": Text(
        "提示按未順延的日期%(on)s發出。",
        "提醒按未顺延的日期%(on)s发出。",
        "Os avisos seguem a data não transferida, %(on)s.",
        "Reminders run on the date before it moved, %(on)s.",
    ),
    "provisional": Text(
        "尚無%(year)s年的正式放假安排（%(calendar)s）：結果屬暫定。",
        "尚无%(year)s年的正式放假安排（%(calendar)s）：结果为暂定。",
        "Não há lista oficial de feriados de %(year)s (%(calendar)s): o resultado é provisório.",
        "There is no official list of holidays for %(year)s (%(calendar)s): the result is provisional.",
    ),
    "expiry": Text("期滿：%(expiry)s", "期满：%(expiry)s", "No termo: %(expiry)s", "At the end: %(expiry)s"),
    "unknown_rule": Text(
        "沒有名為「%(rule)s」的期限規則。",
        "没有名为“%(rule)s”的期限规则。",
        "Não existe a regra de prazo «%(rule)s».",
        "There is no time limit “%(rule)s”.",
    ),
    "span_reversed": Text(
        "不計入期間的結束日%(last)s早於開始日%(first)s。",
        "不计入期间的结束日%(last)s早于开始日%(first)s。",
        "O fim dos dias a descontar, %(last)s, é anterior ao início, %(first)s.",
        "The excluded days end on %(last)s, before they begin on %(first)s.",
    ),
    "out_of_range": Text(
        "日期%(on)s超出可計算的範圍（%(earliest)s至%(latest)s）。",
        "日期%(on)s超出可计算的范围（%(earliest)s至%(latest)s）。",
        "A data %(on)s está fora do intervalo calculável (de %(earliest)s a %(latest)s).",
        "The date %(on)s lies outside what can be computed (%(earliest)s to %(latest)s).",
    ),
    "fixed_period": Text(
        "%(citation)s所定為不變期間，不得延長或扣除日數（解釋第127條）。",
        "%(citation)s规定的是不变期间，不得延长或者扣除天数（解释第127条）。",
        "O prazo de %(citation)s é inalterável: não admite prorrogação nem desconto "
        "(Interpretação, artigo 127.º).",
        "The period of %(citation)s is unalterable: no extension and no excluded days "
        "(Interpretation art. 127).",
    ),
    "extension_too_early": Text(
        "延長後的日期%(extended_to)s早於原屆滿日%(nominal)s。",
        "延长后的日期%(extended_to)s早于原届满日%(nominal)s。",
        "A data da prorrogação, %(extended_to)s, é anterior ao termo do prazo, %(nominal)s.",
        "The extension to %(extended_to)s ends before the period itself, %(nominal)s.",
    ),
}

_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTHS_PT = (
    "Janeiro", "Fevereiro", "Março", "Abril", "Maio", "Junho", "Julho", "Agosto", "Setembro", "Outubro",
    "Novembro", "Dezembro",
)  # fmt: skip


def date_in_words(on: date) -> Text:
    """The day with its weekday, as each language writes it."""
    weekday = WEEKDAYS[on.weekday()]
    return Text(
        f"{on.year}年{on.month}月{on.day}日（{weekday.zh_hant}）",
        f"{on.year}年{on.month}月{on.day}日（{weekday.zh_hans}）",
        f"{on.day} de {_MONTHS_PT[on.month - 1]} de {on.year} ({weekday.pt})",
        f"{on.day} {_MONTHS_EN[on.month - 1]} {on.year} ({weekday.en})",
    )


def _value(param: Param, code: str) -> str:
    if isinstance(param, date):
        return date_in_words(param).in_language(code)
    if isinstance(param, Text):
        return param.in_language(code)
    if isinstance(param, Length):
        return length_in_words(param).in_language(code)
    if isinstance(param, Dates):
        glue = "、" if code.startswith("zh") else "; "
        return glue.join(date_in_words(day).in_language(code) for day in param.days)
    return str(param)


def render(step: Step, code: str) -> str:
    """The step as a sentence in one language.

    :raises KeyError: the message id or the language is unknown.
    """
    values = {name: _value(param, code) for name, param in step.params.items()}
    return SENTENCES[step.message].in_language(code) % values


def render_all(step: Step) -> dict[str, str]:
    """The step in the four languages by code."""
    return {code: render(step, code) for code in CODES}


def as_dict(computation: Computation) -> dict[str, object]:
    """The computation for machines: ISO dates, exactly the fields the command and the API promise."""
    alternative = computation.alternative
    return {
        "rule": computation.rule.id,
        "article": citation_of(computation.rule).en,
        "kind": computation.rule.kind.value,
        "from": computation.start.isoformat(),
        "nominal": computation.nominal.isoformat(),
        "due": computation.due.isoformat(),
        "rolled": computation.rolled,
        "roll_basis": computation.roll_basis,
        "alternative": alternative.isoformat() if alternative else None,
        "provisional": computation.provisional,
        "working": [render_all(step) for step in computation.working],
    }
