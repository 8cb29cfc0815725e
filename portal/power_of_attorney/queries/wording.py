"""The questions of a session in words: the fixed texts with the record's names and code filled in."""

from __future__ import annotations

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.identity.models import Person
from portal.power_of_attorney.models import ScriptAnswer
from portal.power_of_attorney.queries.session import JUDGE, SessionNow
from portal.power_of_attorney.rules import script
from portal.power_of_attorney.rules.texts import script as texts


def language_of(who: str, now: SessionNow) -> str:
    """The language in which a question is put to this person: the account's; to everybody: the principal's."""
    user = now.accounts.get(script.PARTY if who == script.EVERYBODY else who)
    language = user.language if user is not None else languages.DEFAULT
    return language if language in languages.CODES else languages.DEFAULT


def named(now: SessionNow, who: str, language: str, code: str = "") -> dict[str, tuple[str, str]]:
    """The names and the code that the fixed texts ask for, each with the ``lang`` of the name where it is known.

    The code is that of the present text unless another is given.
    """
    people = {place: _name(person, language) for place, person in now.people.items()}
    agents = [people.get(f"{script.AGENT}{agent.position}", (agent.name, "")) for agent in now.agents]
    comma = "、" if languages.is_chinese(language) else ", "
    return {
        "court": _court(now, language),
        "judge": _name(getattr(now.accounts[JUDGE], "person", None), language, now.accounts[JUDGE].email),
        "reference": (now.power.reference, ""),
        "principal": _name(now.power.principal, language),
        "agent": people.get(who, ("", "")),
        "agents": (comma.join(name for name, _lang in agents), agents[0][1] if agents else ""),
        "signer": people.get(who, ("", "")),
        "code": (code or (now.version.short_code if now.version else ""), ""),
    }


def _name(person: Person | None, language: str, otherwise: str = "") -> tuple[str, str]:
    name = person.name_in(language) if person is not None else None
    return (name.text, name.html_lang) if name is not None else (otherwise, "")


def _court(now: SessionNow, language: str) -> tuple[str, str]:
    for code in (language, *languages.get(language).fallbacks):
        if text := getattr(now.power.court, build_localized_fieldname("name", code), ""):
            return text, languages.html_lang(code)
    return "", ""


def filled(template: str, facts: dict[str, tuple[str, str]]) -> str:
    """The sentence as plain text."""
    return template % {name: text for name, (text, _lang) in facts.items()}


def marked(template: str, facts: dict[str, tuple[str, str]], language: str) -> SafeString:
    """The sentence as HTML: a name in another language carries its ``lang``."""
    own = languages.html_lang(language)
    shown = {
        name: format_html('<span lang="{}">{}</span>', lang, text) if lang not in ("", own) else escape(text)
        for name, (text, lang) in facts.items()
    }
    places = {name: f"{{{name}}}" for name in shown}
    return format_html(escape(template.replace("{", "{{").replace("}", "}}")) % places, **shown)


def words(now: SessionNow, asked: script.Question, language: str) -> str:
    """A question in this language, in the wording now in use."""
    return filled(*_put(now, asked, language))


def words_marked(now: SessionNow, asked: script.Question, language: str) -> SafeString:
    """The same as HTML."""
    return marked(*_put(now, asked, language), language)


def _put(now: SessionNow, asked: script.Question, language: str) -> tuple[str, dict[str, tuple[str, str]]]:
    code = asked.item.code
    template = texts.template(code, texts.version_now(code), language)
    return template, named(now, asked.who, language)


def words_as_asked(now: SessionNow, row: ScriptAnswer, language: str) -> str:
    """A question as it was put: the version of the wording and the code of the text of that moment."""
    return filled(*_was_put(now, row, language))


def words_as_asked_marked(now: SessionNow, row: ScriptAnswer, language: str) -> SafeString:
    """The same as HTML."""
    return marked(*_was_put(now, row, language), language)


def _was_put(now: SessionNow, row: ScriptAnswer, language: str) -> tuple[str, dict[str, tuple[str, str]]]:
    code, who = code_and_place(row.item)
    facts = named(now, who, language, row.version.short_code)
    return texts.template(code, row.text_version, language), facts


def code_and_place(key: str) -> tuple[str, str]:
    """``opening.consent@agent1`` gives the question and who was asked; the principal where the key names nobody."""
    code, _at, who = key.partition("@")
    asked = {item.code: item.asked for item in script.ITEMS}.get(code, script.PARTY)
    return code, who or asked
