"""What every test shares: compiled catalogues, a folder of state, no network."""

from __future__ import annotations

import gettext
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import trans_real

from i18n.catalogues import compile_folder
from tests.support import migrated_database


def pytest_report_header() -> str:
    """Which server the search cluster's engine is tested with."""
    from tests.support.search_cluster import described

    return described()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """The database of the tests is migrated once, not once in each run (pytest-django asks for this before it)."""
    if request.config.pluginmanager.hasplugin("cacheprovider") and not request.config.option.nomigrations:
        with migrated_database.kept_in(request.config.cache.mkdir("migrated")):
            yield
    else:
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Tests read translations, so the catalogues are compiled once before the first of them.

    What was said while tests were collected may have been looked up before: those look-ups are forgotten.
    """
    compile_folder(map(Path, settings.LOCALE_PATHS))
    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.clear()
    trans_real._default = None


@pytest.fixture(autouse=True)
def an_empty_cache() -> None:
    """Rate limits of one test do not reach the next, however that asks for the database: a mark is no fixture's name."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_window_ends_within_a_test() -> Iterator[None]:
    """Attempts are counted in windows that end by the clock, some at every full five minutes: here they begin with the test."""
    from portal.web import limits

    begun, by_the_clock = int(time.time()), limits._window

    def window(at: datetime, seconds: int) -> int:
        passed = at.timestamp() - begun
        return int(passed) // seconds if 0 <= passed < 86_400 else by_the_clock(at, seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "_window", window)
        yield


@pytest.fixture(autouse=True)
def no_language_of_the_test_before() -> None:
    """A test that spoke Portuguese does not make the next one do so."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def tests_may_empty_the_log() -> Iterator[None]:
    """A transactional test ends with a flush, which the append-only tables and the published calendars refuse:
    their triggers go before it.

    Django sends post_migrate after the flush, and with it the triggers are made anew.
    """
    from django.db.backends.base.operations import BaseDatabaseOperations

    from portal.audit.append_only import drop_statements, existing_tables
    from portal.calendars import triggers

    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        drops = [
            statement
            for table in existing_tables(self.connection)
            for statement in drop_statements(self.connection, table)
        ]
        original(self, [*drops, *triggers.drop_statements(self.connection.vendor), *sql_list])

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = original  # type: ignore[method-assign]
