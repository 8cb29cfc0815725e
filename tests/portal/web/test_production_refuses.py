"""Production starts only when everything that protects people is in place."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from portal.settings.environment import DEMONSTRATION_KEY, VARIABLES, problems_in_production
from tests.support.sources import ROOT

FIT = {
    "PORTAL_SECRET_KEY": "k" * 50, "PORTAL_KEYRING": "2026:" + "A" * 42 + "E=", "PORTAL_INDEX_KEY": "B" * 42 + "E=",
    "PORTAL_LOG_KEY": "C" * 42 + "E=", "PORTAL_HOSTS": "portal.example", "PORTAL_BASE_URL": "https://portal.example",
    "EMAIL_URL": "smtp://mail.example:587",
}  # fmt: skip


def test_a_fit_environment_is_let_through() -> None:
    assert problems_in_production(FIT) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"PORTAL_SECRET_KEY": DEMONSTRATION_KEY}, "demonstration key"),
        ({"PORTAL_SECRET_KEY": "short"}, "shorter than 40"),
        ({"PORTAL_INDEX_KEY": "C" * 42 + "E="}, "must hold different keys"),
        ({"PORTAL_LOG_KEY": "not a key"}, "PORTAL_LOG_KEY"),
        ({"PORTAL_HOSTS": "portal.example, *"}, "admits every host"),
        ({"PORTAL_BASE_URL": "http://portal.example"}, "is not https://"),
        ({"PORTAL_TRUSTED_PROXIES": "one"}, "PORTAL_TRUSTED_PROXIES is not a whole number"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG is on"),
        ({"PORTAL_EAGER_JOBS": "1"}, "PORTAL_EAGER_JOBS is on"),
        ({"PORTAL_DEMONSTRATION": "1"}, "PORTAL_DEMONSTRATION is on"),
        ({"PORTAL_IDENTITY_ADAPTER": "simulated-national-platform"}, "is simulated"),
    ],
)
def test_an_unfit_environment_is_refused_with_the_reason(change: dict[str, str], reason: str) -> None:
    assert [problem for problem in problems_in_production({**FIT, **change}) if reason in problem]


def test_an_isolated_trial_without_tls_may_use_http() -> None:
    trial = {"PORTAL_BASE_URL": "http://portal.example", "PORTAL_SECURE_COOKIES": "0"}
    assert problems_in_production({**FIT, **trial}) == []


@pytest.mark.parametrize(("told", "trusted"), [("", "1 True"), ("0", "0 False"), ("2", "2 True")])
def test_production_believes_only_the_proxies_it_was_told_of(
    tmp_path: object, told: str, trusted: str
) -> None:
    words = "import portal.settings.production as s; print(s.PORTAL_TRUSTED_PROXIES, bool(s.SECURE_PROXY_SSL_HEADER))"
    environment = {
        **FIT, "PATH": os.environ["PATH"], "PORTAL_VAR": str(tmp_path), "PORTAL_TRUSTED_PROXIES": told,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == trusted, done.stderr


@pytest.mark.parametrize("name", [name for name, variable in VARIABLES.items() if variable.required])
def test_each_required_variable_is_missed_by_name(name: str) -> None:
    without = {key: value for key, value in FIT.items() if key != name}
    assert any(problem.startswith(f"{name} is missing") for problem in problems_in_production(without))


def test_a_simulated_adapter_that_is_expressly_allowed_is_let_through() -> None:
    named = {
        "PORTAL_IDENTITY_ADAPTER": "simulated-national-platform",
        "PORTAL_ALLOW_SIMULATED": "simulated-national-platform",
    }
    assert problems_in_production({**FIT, **named}) == []


def test_production_settings_do_not_load_without_keys(tmp_path: object) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PORTAL_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "The portal refuses to start" in done.stderr
    assert "PORTAL_KEYRING is missing" in done.stderr


def test_the_documentation_names_every_variable() -> None:
    text = (ROOT / "docs/operations.md").read_text("utf-8")
    assert not [name for name in VARIABLES if f"`{name}`" not in text]
