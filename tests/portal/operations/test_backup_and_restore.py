"""A backup is whole or is not there; a restore checks every digest before it touches anything."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.support.sources import ROOT


def manage(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PORTAL_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": "",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def a_portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("portal")
    done = manage(var, "bootstrap", "--no-static")
    assert done.returncode == 0, done.stderr
    (var / "exhibits" / "ab").mkdir(parents=True, exist_ok=True)
    (var / "exhibits" / "ab" / "file").write_bytes(b"ciphertext")
    return var


def test_bootstrap_can_be_run_again(a_portal: Path) -> None:
    done = manage(a_portal, "bootstrap", "--no-static")
    assert done.returncode == 0
    assert "0 pages laid" in done.stdout


def test_a_backup_restores_into_an_empty_portal(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    made = manage(a_portal, "backup", str(archive))
    assert made.returncode == 0, made.stderr
    other = tmp_path / "other"
    put_back = manage(other, "restore", str(archive))
    assert put_back.returncode == 0, put_back.stderr
    assert (other / "exhibits" / "ab" / "file").read_bytes() == b"ciphertext"
    again = manage(other, "restore", str(archive))
    assert again.returncode != 0
    assert "--replace" in again.stderr


def test_a_damaged_backup_changes_nothing(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert manage(a_portal, "backup", str(archive)).returncode == 0
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive) as whole:
        whole.extractall(unpacked, filter="data")
    (unpacked / "exhibits" / "ab" / "file").write_bytes(b"something else")
    with tarfile.open(archive, "w:gz") as changed:
        changed.add(unpacked, arcname=".")
    other = tmp_path / "other"
    done = manage(other, "restore", str(archive))
    assert done.returncode != 0
    assert "exhibits/ab/file in the backup is damaged or missing" in done.stderr
    assert not (other / "exhibits").exists()


def test_a_file_that_is_no_backup_is_refused_by_name(tmp_path: Path) -> None:
    stranger = tmp_path / "notes.txt"
    stranger.write_text("hello")
    done = manage(tmp_path / "var", "restore", str(stranger))
    assert done.returncode != 0
    assert "notes.txt is not a backup of this portal" in done.stderr


def test_keys_are_not_in_a_backup(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert manage(a_portal, "backup", str(archive)).returncode == 0
    with tarfile.open(archive) as whole:
        names = whole.getnames()
    assert {name.split("/")[0] for name in names} <= {"database", "exhibits", "media", "manifest.json"}


def test_a_backup_is_for_the_operator_s_eyes_only(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert manage(a_portal, "backup", str(archive)).returncode == 0
    assert archive.stat().st_mode & 0o077 == 0


def test_a_file_that_the_manifest_does_not_name_is_not_put_back(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert manage(a_portal, "backup", str(archive)).returncode == 0
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive) as whole:
        whole.extractall(unpacked, filter="data")
    (unpacked / "media").mkdir()
    (unpacked / "media" / "planted.html").write_text("<script>")
    with tarfile.open(archive, "w:gz") as changed:
        changed.add(unpacked, arcname=".")
    other = tmp_path / "other"
    done = manage(other, "restore", str(archive))
    assert done.returncode != 0
    assert "media/planted.html is in the backup but not in its manifest" in done.stderr
    assert not (other / "media").exists()


def test_files_in_the_way_are_not_put_aside_without_a_word(a_portal: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    assert manage(a_portal, "backup", str(archive)).returncode == 0
    other = tmp_path / "other"
    (other / "exhibits").mkdir(parents=True)
    (other / "exhibits" / "held").write_bytes(b"evidence")
    done = manage(other, "restore", str(archive))
    assert done.returncode != 0
    assert "--replace" in done.stderr
    assert (other / "exhibits" / "held").read_bytes() == b"evidence"
