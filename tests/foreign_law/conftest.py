"""What the tests of the library share: samples written for them, the real texts where they lie, an actor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from foreign_law.actions.bring_in import bring_in
from foreign_law.importers.report import Report
from portal.audit.actors import system_actor

SAMPLES = Path(__file__).parent / "samples"
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands speak English here, whatever shell the tests are run from."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def samples() -> Path:
    """The folder of plainly fictitious texts."""
    return SAMPLES


@pytest.fixture
def import_paths(db: None) -> Callable[..., Report]:
    """Imports paths as the command does, without the search index."""

    def run(*paths: Path | str, wanted: str = "auto", at: datetime = AT, trusted: bool = False) -> Report:
        names = [str(path) for path in paths]
        return bring_in(names, wanted=wanted, actor=system_actor("import_law"), at=at, trusted=trusted)

    return run


@pytest.fixture
def corpora() -> Path:
    """The folder of real legal texts; the test is skipped where it is absent."""
    root = Path(settings.BASE_DIR) / settings.PORTAL_CORPORA
    if not settings.PORTAL_CORPORA or not (root / "hk").is_dir():
        pytest.skip("the real legal texts (PORTAL_CORPORA) are not on this machine")
    return root
