"""The project speaks where Wagtail, Django and their libraries fall silent, in every language.

A message missing in Portuguese would be shown in Chinese, since Django falls back to the default language.
English needs no catalogue: Django shows the message id itself.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "i18n" / "locale" / "wagtail"
DOMAINS = ("django", "djangojs")
THEIR_FOLDERS = {"zh_Hant": ("zh_Hant",), "zh_Hans": ("zh_Hans",), "pt": ("pt", "pt_PT")}
PLURAL_FORMS = {
    "zh_Hant": "nplurals=1; plural=0;",
    "zh_Hans": "nplurals=1; plural=0;",
    "pt": "nplurals=2; plural=(n != 1);",
}
DJANGO_APPS = ("conf", "contrib/auth", "contrib/contenttypes", "contrib/sessions", "contrib/humanize")
OPTIONAL_APPS = re.compile(r"wagtail/contrib/\w+|wagtail/(search|locales|embeds)|taggit")
SILENT_LIBRARIES = {"modelsearch", "treebeard", "django_filters"}  # they bring no English catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sdrf]|%[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]+>")
CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,.:;!?()]|[,:;!?][\u4e00-\u9fff]")
BRAZILIAN = re.compile(
    r"\b(usuári\w*|arquivos?|telas?|senhas?|salv(?:ar?|o|e|ando|amento)|exclu(?:ir\w*|íd\w*|indo?|são|irá\w*)"
    r"|registros?|delet\w*|gerenci\w*|você\w*|cadastr\w*|acess(?:ar|ando)|abas?|mouse|celular\w*|baixar"
    r"|planilhas?|equipes?|contatos?|fatos?|controles?|snippets?|usando|atualizando|carregando|criando)\b",
    re.IGNORECASE,
)
FOREIGN_TO_HONG_KONG = re.compile(
    "[户发关这个为时对级码开续设许检录务审阅线实应类删选项页图组链]"
    "|使用者|默認|缺省|鏈接|服務器|信息|文檔|字段|屏幕|視頻|鼠標|搜索|登錄|保存|上傳|創建|菜單|電子郵件"
)
FOREIGN_TO_THE_MAINLAND = re.compile(
    "[戶發關這個為時對級碼開續設許檢錄務審閱線實應類刪選項頁圖組鏈]|網路|伺服器|登入"
)

Key = tuple[str, str]


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def _forms(entry: polib.POEntry) -> list[str]:
    if entry.msgid_plural:
        return [entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def _is_translated(entry: polib.POEntry) -> bool:
    return not entry.fuzzy and bool(_forms(entry)) and all(_forms(entry))


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.submodule_search_locations, f"{name} is not installed"
    return Path(spec.submodule_search_locations[0])


@functools.cache
def _locale_folders() -> dict[str, Path]:
    """The ``locale`` folder of every app, by the app's path inside the libraries' folder."""
    wagtail, django, taggit = _package("wagtail"), _package("django"), _package("taggit")
    folders = {
        str(path.parent.relative_to(wagtail.parent)): path
        for path in wagtail.rglob("locale")
        if path.is_dir()
    }
    folders |= {f"django/{name}": django / name / "locale" for name in DJANGO_APPS}
    folders["taggit"] = taggit / "locale"
    return {app: path for app, path in folders.items() if (path / "en").is_dir()}


@functools.cache
def _entries(path: Path) -> tuple[polib.POEntry, ...]:
    return tuple(entry for entry in polib.pofile(str(path)) if not entry.obsolete) if path.is_file() else ()


@functools.cache
def _theirs(language: str, domain: str, app: str) -> frozenset[Key]:
    """The messages which ``app`` translates itself."""
    paths = [
        _locale_folders()[app] / name / "LC_MESSAGES" / f"{domain}.po" for name in THEIR_FOLDERS[language]
    ]
    return frozenset(_key(entry) for path in paths for entry in _entries(path) if _is_translated(entry))


@functools.cache
def _missing_in_theirs(language: str, domain: str) -> dict[Key, polib.POEntry]:
    """What neither the app itself nor an app that is always installed translates."""
    always = [app for app in _locale_folders() if not OPTIONAL_APPS.fullmatch(app)]
    common = frozenset().union(*(_theirs(language, domain, app) for app in always))
    missing: dict[Key, polib.POEntry] = {}
    for app, folder in _locale_folders().items():
        own = _theirs(language, domain, app)
        for entry in _entries(folder / "en" / "LC_MESSAGES" / f"{domain}.po"):
            if _key(entry) not in common and _key(entry) not in own:
                missing[_key(entry)] = entry
    return missing


def _ours(language: str, domain: str) -> tuple[polib.POEntry, ...]:
    return _entries(OURS / language / "LC_MESSAGES" / f"{domain}.po")


def _pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every translated form beside the English form it stands for."""
    for domain in DOMAINS:
        for entry in _ours(language, domain):
            sources = (
                [entry.msgid, entry.msgid_plural]
                if len(_forms(entry)) > 1
                else [entry.msgid_plural or entry.msgid]
            )
            yield from zip(sources, _forms(entry), strict=True)


def _hits(language: str, pattern: re.Pattern[str]) -> list[str]:
    return [form for _, form in _pairs(language) if pattern.search(TAG.sub("", PLACEHOLDER.sub("", form)))]


@pytest.fixture(params=sorted(PLURAL_FORMS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_libraries_is_translated_by_them_or_by_us(language: str, domain: str) -> None:
    ours = {_key(entry) for entry in _ours(language, domain) if _is_translated(entry)}
    missing = sorted(set(_missing_in_theirs(language, domain)) - ours)
    assert not missing, f"{len(missing)} messages of {domain} have no {language} text: {missing[:10]}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_plurals_are_keyed_as_the_libraries_ask_for_them(language: str, domain: str) -> None:
    ours = {_key(entry): entry.msgid_plural for entry in _ours(language, domain)}
    wrong = [
        key
        for key, entry in _missing_in_theirs(language, domain).items()
        if entry.msgid_plural and not ours.get(key, "")
    ]
    assert not wrong, wrong


@pytest.mark.parametrize("domain", DOMAINS)
def test_we_repeat_nothing_but_marked_corrections_and_silent_libraries(language: str, domain: str) -> None:
    missing = _missing_in_theirs(language, domain)
    surplus = [
        entry.msgid
        for entry in _ours(language, domain)
        if _key(entry) not in missing
        and not entry.comment.startswith("Correction of ")
        and entry.comment not in SILENT_LIBRARIES
    ]
    assert not surplus, f"no longer missing in the libraries, drop them: {surplus[:10]}"


def test_silent_libraries_speak_the_same_messages_in_every_language() -> None:
    spoken = {
        language: {entry.msgid for entry in _ours(language, "django") if entry.comment in SILENT_LIBRARIES}
        for language in PLURAL_FORMS
    }
    assert spoken["zh_Hant"] and spoken["zh_Hant"] == spoken["zh_Hans"] == spoken["pt"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_entry_is_empty_fuzzy_or_doubled(language: str, domain: str) -> None:
    entries = _ours(language, domain)
    assert entries
    assert [entry.msgid for entry in entries if not _is_translated(entry)] == []
    assert [key for key, count in Counter(map(_key, entries)).items() if count > 1] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_headers_name_the_language_and_its_plural_forms(language: str, domain: str) -> None:
    metadata = polib.pofile(str(OURS / language / "LC_MESSAGES" / f"{domain}.po")).metadata
    assert metadata["Language"] == language
    assert metadata["Plural-Forms"] == PLURAL_FORMS[language]
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"
    expected = 1 if "nplurals=1" in PLURAL_FORMS[language] else 2
    assert {len(_forms(entry)) for entry in _ours(language, domain) if entry.msgid_plural} <= {expected}


def test_translations_keep_placeholders_and_markup(language: str) -> None:
    broken = [
        (source, form)
        for source, form in _pairs(language)
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(form))
        or Counter(TAG.findall(source)) != Counter(TAG.findall(form))
    ]
    assert not broken, broken[:5]


def test_portuguese_holds_no_chinese_and_no_brazilian_word() -> None:
    assert _hits("pt", CHINESE) == []
    assert _hits("pt", BRAZILIAN) == []


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh_Hant", FOREIGN_TO_HONG_KONG), ("zh_Hans", FOREIGN_TO_THE_MAINLAND)]
)
def test_each_chinese_keeps_its_own_characters_and_vocabulary(
    language: str, foreign: re.Pattern[str]
) -> None:
    assert _hits(language, foreign) == []


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
def test_chinese_uses_full_width_punctuation(language: str) -> None:
    assert _hits(language, HALF_WIDTH) == []
