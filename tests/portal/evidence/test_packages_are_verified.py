"""A package is what the log says, and anyone can see it without the portal."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.evidence import verify_evidence
from portal.evidence.actions import build_package
from portal.evidence.models import EvidencePackage
from portal.evidence.verify_evidence import verify
from portal.exhibits.storage import EncryptedStore
from tests.factories import evidence

pytestmark = pytest.mark.django_db


def run(path: Path, *more: str, log_key: str = "") -> subprocess.CompletedProcess[str]:
    """The program alone, in a folder without the project, without site packages."""
    program = path.parent / "verify_evidence.py"
    shutil.copy(verify_evidence.__file__, program)
    outside = evidence.trusted()
    marks = [word for mark in outside["ca"] for word in ("--ca", mark)]
    args = [
        sys.executable,
        "-S",
        program.name,
        path.name,
        "--log-key",
        log_key or outside["log_key"],
        *marks,
        *more,
    ]
    return subprocess.run(
        args, cwd=path.parent, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True
    )


def test_an_untouched_package_passes_every_check(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    report = verify(path, **evidence.trusted())
    assert [finding for finding in report.findings if finding[0] != "ok"] == []
    assert report.exit_code == 0, report.unreadable


def test_the_program_needs_nothing_but_python_and_says_what_it_found(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    done = run(path, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["about"]["reference"] == evidence.PREFIX
    assert run(path).stdout.startswith("VERIFIED")


def test_another_log_key_fails_and_a_wrong_form_is_refused(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    assert run(path, log_key="ab" * 32).returncode == 1
    assert run(path, log_key="ab").returncode == 2


def test_another_authority_fails(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    report = verify(path, evidence.trusted()["log_key"], "00" * 32)
    failed = {finding[1] for finding in report.findings if finding[0] == "failed"}
    assert {"authority's certificate", "seal of the package", "time stamp"} <= failed


def test_without_openssl_the_seals_are_named_as_not_checked(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    report = verify(path, **evidence.trusted(), openssl=False)
    assert report.exit_code == 3
    assert [row[1] for row in report.findings if row[0] == "not_checked"] == [
        "seals, signatures and time stamps"
    ]


def test_a_package_is_a_zip_that_anyone_can_open(tmp_path: Path) -> None:
    path = evidence.written(tmp_path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert archive.read("mimetype") == b"application/vnd.etsi.asic-e+zip"
        readme = archive.read("README.txt").decode()
    assert "verify_evidence.py" in readme
    assert "DEMONSTRATION" not in readme


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_anybody_reads_how_to_check_and_takes_the_program(client: Client, language: str) -> None:
    page = client.get(f"/{language}/verify/evidence/")
    assert page.status_code == 200
    outside = evidence.trusted()
    for published in (outside["log_key"], *outside["ca"]):
        assert published in page.content.decode()
    program = client.get("/verify/verify_evidence.py")
    assert program.content == Path(verify_evidence.__file__).read_bytes()
    assert "attachment" in program["Content-Disposition"]


def test_a_full_disk_leaves_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: EncryptedStore, source: object, path: Path, object_id: str) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(EncryptedStore, "write", full)
    package = evidence.built()
    assert (package.state, package.problem, package.digest) == (
        EvidencePackage.State.FAILED,
        "store_full",
        "",
    )


def test_a_package_is_built_once_however_often_it_is_asked_for() -> None:
    package = evidence.built()
    again = build_package(at=evidence.NOW, package_id=package.pk)
    assert (again.digest, again.built_at) == (package.digest, package.built_at)
    assert Event.objects.filter(act="evidence.package_sealed").count() == 1
