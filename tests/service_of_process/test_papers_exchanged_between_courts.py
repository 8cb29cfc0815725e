"""Packages between courts: the same bytes for the same contents, every change found, nothing hostile taken in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.audit.models import Event
from portal.exhibits.actions import deposit
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import exhibit_store
from portal.identity.permissions import PermissionRefused
from service_of_process.actions import exchange
from service_of_process.gateways import courts, exchange_files
from service_of_process.models import ExchangePackage, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import evidence, people, service
from tests.factories.service_papers import AT, clerk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def other_court() -> Any:
    return people.court(service.HPC)


def to_send() -> ServiceMatter:
    """A matter of the other court for ours: what it exports, we take in."""
    matter = service.a_matter()
    service.a_leg(matter, channels.ENTRUSTED_HK)
    exhibit = deposit(
        actor=clerk(), at=AT, upload=SimpleUploadedFile("s.pdf", evidence.MINIMAL_PDF), declared_name="s.pdf",
        scope=matter.chain,
    )  # fmt: skip
    matter.documents.update(exhibit=exhibit)
    return matter


def exported(matter: ServiceMatter, **words: Any) -> tuple[ExchangePackage, bytes]:
    package = exchange.export_package(
        actor=clerk(), at=AT, matter_id=matter.pk, court=words.pop("court", other_court()), **words
    )
    with exhibit_store().opened(package.digest) as file:
        return package, file.read()


def for_us() -> bytes:
    """A package that the High People's Court made for court A."""
    matter = to_send()
    ServiceMatter.objects.filter(pk=matter.pk).update(court=other_court())
    matter.refresh_from_db()
    held = exchange._to_hand_over(matter)
    manifest = exchange._manifest_of(matter, people.court(), held, False, AT)
    out = BytesIO()
    openers = [(row["path"], opened) for row, opened in held]
    exchange_files.write_package(out, manifest, openers, lambda told: exchange.sign_detached(told, at=AT).cms)
    return out.getvalue()


def inbound() -> ServiceMatter:
    return service.a_matter(direction="I", executing_court=people.court(), with_document=False)


def taken(content: bytes, matter: ServiceMatter | None = None) -> ExchangePackage:
    matter = matter or inbound()
    upload = SimpleUploadedFile("package.zip", content)
    return exchange.import_package(actor=clerk(), at=AT, matter_id=matter.pk, upload=upload)


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None], **words: Any) -> bytes:
    """The package with its members changed, packed anew."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", words.get("compression", zipfile.ZIP_STORED)) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_package_names_documents_digests_and_seal() -> None:
    package, content = exported(to_send(), number="GD-77")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["manifest.json", "manifest.p7s", "documents/001.pdf"]
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["to"]["court"] == service.HPC and manifest["matter"]["addressee"]["name"] == "何德榮"
    assert package.manifest["number"] == "GD-77" and "何" not in json.dumps(
        package.manifest, ensure_ascii=False
    )
    body = bytes(
        Event.objects.filter(act="service_of_process.package_exported").latest("position").body
    ).decode()
    assert package.digest in body and "何" not in body


def test_what_one_court_hands_out_the_other_takes_in_with_its_documents() -> None:
    content, matter = for_us(), inbound()
    package = taken(content, matter)
    assert package.is_signature_good and package.is_simulated and package.court == other_court()
    document = matter.documents.get()
    assert (document.kind, document.language, document.pages) == ("claim", "zh-hans", 1)
    assert Exhibit.objects.get(pk=document.exhibit_id).scope == matter.chain


def test_the_same_package_is_taken_in_once() -> None:
    content, matter = for_us(), inbound()
    taken(content, matter)
    with pytest.raises(ValidationError, match="already"):
        taken(content, matter)
    assert matter.documents.count() == 1


def test_a_package_for_another_court_is_refused() -> None:
    _package, content = exported(to_send())
    with pytest.raises(ValidationError, match="another court"):
        taken(content)


def _manifest(change: Callable[[dict[str, Any]], None], *, canonical: bool = True) -> Any:
    def changed(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        change(manifest)
        told = exchange_files.canonical(manifest) if canonical else json.dumps(manifest).encode()
        members["manifest.json"] = told

    return changed


BROKEN: dict[str, tuple[Any, str]] = {
    "a changed document": (lambda m: m.update({"documents/001.pdf": b"%PDF-1.4 other"}), "does not give its digest"),
    "a missing document": (lambda m: m.pop("documents/001.pdf"), "other documents"),
    "one document more": (lambda m: m.update({"documents/002.pdf": b"x"}), "other documents"),
    "an escaping name": (lambda m: m.update({"../../etc/x.pdf": b"x"}), "form of an exchange package"),
    "an absolute name": (lambda m: m.update({"/documents/002.pdf": b"x"}), "form of an exchange package"),
    "no seal": (lambda m: m.pop("manifest.p7s"), "form of an exchange package"),
    "a changed manifest": (_manifest(lambda m: m["matter"].update(nature="其他")), "seal of this package"),
    "a foreign version": (_manifest(lambda m: m.update(version=2)), "list of contents"),
    "a manifest not canonical": (_manifest(lambda m: None, canonical=False), "list of contents"),
    "a size that lies": (_manifest(lambda m: m["files"][0].update(size=1)), "does not give its digest"),
    "a wrong type": (_manifest(lambda m: m["files"][0].update(pages="1")), "list of contents"),
    "a seal of nothing": (lambda m: m.update({"manifest.p7s": b"nothing"}), "seal of this package"),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_package_is_refused_by_name_and_leaves_nothing(what: str) -> None:
    change, sentence = BROKEN[what]
    content = repacked(for_us(), change)
    matter, before = inbound(), Exhibit.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        taken(content, matter)
    assert Exhibit.objects.count() == before
    assert not matter.documents.exists() and not ExchangePackage.objects.exists()


def test_nothing_compressed_is_unfolded() -> None:
    bomb = repacked(
        for_us(),
        lambda m: m.update({"documents/002.pdf": b"\0" * 9_000_000}),
        compression=zipfile.ZIP_DEFLATED,
    )
    with pytest.raises(ValidationError, match="form of an exchange package"):
        taken(bomb)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.4", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_told_so(content: bytes) -> None:
    with pytest.raises(ValidationError):
        taken(content or b" ")


@pytest.mark.parametrize("where", ["before", "behind"])
def test_bytes_beside_the_archive_are_refused(where: str) -> None:
    content = for_us()
    with pytest.raises(ValidationError, match="form of an exchange package"):
        taken(b"x" * 9 + content if where == "before" else content + b"x" * 9)


def test_no_flipped_byte_changes_what_is_taken_in() -> None:
    content = for_us()
    with exchange_files.opened_package(BytesIO(content)) as whole:
        told = whole.manifest_bytes
    for place in range(0, len(content), max(1, len(content) // 60)):
        changed = bytearray(content)
        changed[place] ^= 1
        try:
            with exchange_files.opened_package(BytesIO(bytes(changed))) as package:
                verdict = exchange.check_detached(package.manifest_bytes, package.signature, at=AT)
        except exchange_files.PackageBroken:
            continue
        assert not verdict.is_genuine or package.manifest_bytes == told, place


def test_a_simulated_platform_says_so_everywhere_and_stands_in_demonstrations_only(settings: Any) -> None:
    matter = to_send()
    settings.PORTAL_DEMONSTRATION = False
    with pytest.raises(ValidationError):
        exported(matter, way=courts.SIMULATED)
    settings.PORTAL_DEMONSTRATION = True
    package, content = exported(matter, way=courts.SIMULATED)
    assert package.is_simulated and package.manifest["number"].startswith("SIMULATED-")
    assert b'"simulated":true' in content and "SIMULATED" in exchange.file_name(package)


def test_no_package_goes_to_the_court_that_makes_it_or_out_of_nothing() -> None:
    with pytest.raises(ValidationError, match="another court"):
        exported(to_send(), court=people.court())
    with pytest.raises(ValidationError, match="nothing to hand over"):
        exported(service.a_matter(lifecycle.ACTIVE, with_document=False))


def test_strangers_neither_make_nor_fetch_a_package(client: Client) -> None:
    package, content = exported(to_send())
    assert package.matter is not None
    for user in (people.principal(), people.clerk_b(), people.judge_a()):
        with pytest.raises(PermissionRefused):
            exchange.export_package(
                actor=people.actor(user), at=AT, matter_id=package.matter.pk, court=other_court()
            )
    address = reverse("service:package", args=[package.pk])
    people.sign_in(client, people.opponent())
    assert client.get(address).status_code == 404
    people.sign_in(client, people.clerk_a())
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert Event.objects.filter(act="service_of_process.package_read").count() == 1
