"""How a place is cited in the language of its text. Forms: Hong Kong and Macao gazette usage."""

from __future__ import annotations

from foreign_law.models import Expression, Provision, ProvisionVersion, Unit
from i18n.languages import is_chinese

_NAMED = {
    Unit.LONG_TITLE: {"en": "Long title", "zh-hant": "詳題", "zh-hans": "详题", "pt": "Título longo"},
    Unit.PREAMBLE: {"en": "Preamble", "zh-hant": "序言", "zh-hans": "序言", "pt": "Preâmbulo"},
}


def label(provision: Provision, number_label: str, language: str, *, parent: str = "") -> str:
    """The name of a provision in the language of its text: ``Section 2``, ``第2條``, ``Artigo 2.º``.

    :param parent: the number of the schedule it stands in, as printed.
    """
    named = _NAMED.get(Unit(provision.unit))
    if named:
        return named[language]
    number = number_label.strip().rstrip(".")
    if provision.unit != Unit.SECTION or not number:
        own = number_label.strip() or provision.key
    elif is_chinese(language):
        own = f"第{number}{'条' if language == 'zh-hans' else '條'}"
    else:
        own = f"Section {number}" if not parent else f"section {number}"
    return _joined(parent.strip(), own, language)


def citation(expression: Expression, version: ProvisionVersion, *, parent: str = "") -> str:
    """A citation to copy: ``Cap. 614, s. 2 (version of 2018-04-20)``, ``第48/99/M號法令第一條``."""
    language, provision = expression.language, version.provision
    number = version.number_label.strip().rstrip(".")
    if provision.unit == Unit.SECTION and not is_chinese(language):
        place = _joined(parent.replace("Schedule", "Sch."), f"s. {number}", language)
    else:
        place = label(provision, version.number_label, language, parent=parent)
        place = place.replace("Schedule", "Sch.") if language == "en" else place
        place = place.replace("Artigo", "artigo") if language == "pt" else place
    text = _joined(expression.short_citation, place, language)
    if provision.instrument.place != "hk" or version.valid_from is None:
        return text
    day = version.valid_from.isoformat()
    if is_chinese(language):
        return f"{text}（{day}{'版本' if language == 'zh-hant' else '版'}）"
    return f"{text} (version of {day})" if language == "en" else f"{text} (versão de {day})"


def _joined(first: str, second: str, language: str) -> str:
    if not first or not second:
        return first or second
    return f"{first}{second}" if is_chinese(language) else f"{first}, {second}"
