"""What every test shares: compiled catalogues, a folder of state, no network."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from i18n.catalogues import compile_folder


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
def an_empty_cache(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test do not reach the next."""
    if "db" in request.fixturenames or "client" in request.fixturenames:
        from django.core.cache import cache

        cache.clear()


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
