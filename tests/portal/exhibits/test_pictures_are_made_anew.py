"""Of a picture only the pixels are given out; the original stays, sealed, under the digest that the depositor knows."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image, PngImagePlugin

from portal.audit.models import Event
from portal.exhibits.actions import read, read_original
from portal.exhibits.downloads import sandboxed_response
from portal.exhibits.storage import exhibit_store
from tests.portal.exhibits.conftest import LAWYER

SECRET = b"Largo do Senado 1"


def photo(kind: str = "JPEG", *, mode: str = "RGB", turned: bool = False, **options) -> bytes:
    """A picture whose left half is red, with a comment, a place and a tail of its own inside."""
    picture = Image.new(mode, (64, 32))
    if mode in ("RGB", "RGBA"):
        picture.paste((200, 10, 10) if mode == "RGB" else (200, 10, 10, 255), (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    if turned:
        exif[0x0112] = 6
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    out = io.BytesIO()
    more = {"pnginfo": info} if kind == "PNG" else {"comment": SECRET}
    picture.save(out, kind, exif=exif, **more, **options)
    return out.getvalue()


def given(exhibit, at, store) -> bytes:
    with read(actor=LAWYER, at=at, exhibit_id=exhibit.pk, store=store)[1] as content:
        return content.read()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "photo.jpg"), ("PNG", "photo.png")])
def test_what_is_given_out_has_the_pixels_and_nothing_else(put, store, at, kind: str, name: str) -> None:
    content = photo(kind)
    assert SECRET in content
    exhibit = put(content, name)
    out = given(exhibit, at, store)
    assert exhibit.stored_file_id == sha256(content).hexdigest()
    assert exhibit.copy_id == sha256(out).hexdigest() != exhibit.stored_file_id
    assert SECRET not in out
    with Image.open(io.BytesIO(out)) as picture:
        assert picture.format == kind and picture.size == (64, 32) and not picture.getexif()
        red = picture.convert("RGB").getpixel((8, 8))
    assert abs(red[0] - 200) < 6 and red[1] < 20


@pytest.mark.django_db
def test_a_picture_that_lies_on_its_side_stands_upright(put, store, at) -> None:
    with Image.open(io.BytesIO(given(put(photo(turned=True), "photo.jpg"), at, store))) as picture:
        assert picture.size == (32, 64)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_made_anew(put, store, at, mode: str) -> None:
    out = given(put(photo("PNG", mode=mode), "photo.png"), at, store)
    with Image.open(io.BytesIO(out)) as picture:
        picture.load()
        assert picture.size == (64, 32)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_every_kind_of_jpeg_can_be_made_anew(put, store, at, mode: str) -> None:
    with Image.open(io.BytesIO(given(put(photo(mode=mode), "photo.jpg"), at, store))) as picture:
        assert picture.mode in ("L", "RGB")


@pytest.mark.django_db
def test_the_original_stays_sealed_and_custody_names_both_digests(put, store, at) -> None:
    content = photo()
    exhibit = put(content, "photo.jpg")
    with store.opened(exhibit.stored_file_id) as kept:
        assert kept.read() == content
    body = bytes(Event.objects.get(act="exhibits.deposited").body).decode()
    assert exhibit.stored_file_id in body and exhibit.copy_id in body
    assert put(content, "photo.jpg").pk == exhibit.pk


@pytest.mark.django_db
def test_the_download_announces_the_size_of_what_it_gives(put, store, at) -> None:
    exhibit = put(photo(), "photo.jpg")
    answer = sandboxed_response(actor=LAWYER, at=at, exhibit_id=exhibit.pk, store=store)
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(content) == exhibit.copy.size
    assert answer["Content-Type"] == "image/jpeg"


@pytest.mark.django_db
def test_a_text_is_given_out_as_it_came(put, store, at) -> None:
    exhibit = put(b"as it came\n")
    assert exhibit.copy is None and given(exhibit, at, store) == b"as it came\n"


@pytest.mark.django_db
def test_the_original_is_given_out_only_on_an_order_and_the_log_says_so(
    put, store, at, tmp_path: Path
) -> None:
    from django.core.exceptions import PermissionDenied, ValidationError

    from portal.audit.actors import system_actor

    content = photo()
    exhibit = put(content, "photo.jpg")
    with pytest.raises(PermissionDenied):
        read_original(actor=LAWYER, at=at, exhibit_id=exhibit.pk, reason="curious", store=store)
    operator = system_actor("operator")
    with pytest.raises(ValidationError):
        read_original(actor=operator, at=at, exhibit_id=exhibit.pk, reason=" ", store=store)
    with read_original(actor=operator, at=at, exhibit_id=exhibit.pk, reason="Order 7", store=store)[
        1
    ] as original:
        assert original.read() == content
    assert Event.objects.filter(act="exhibits.original_read").count() == 1
    exhibit_store().put(exhibit.stored_file_id, io.BytesIO(content))
    out = tmp_path / "original.jpg"
    call_command("exhibit_original", str(exhibit.pk), reason="Order 7", output=out)
    assert out.read_bytes() == content
    with pytest.raises(CommandError):
        call_command("exhibit_original", str(exhibit.pk), reason="Order 7", output=out)
