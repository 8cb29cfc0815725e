"""Pictures made anew: only the pixels pass, upright, in the colours of the screen; whatever else hid in them does not.

The original is kept, sealed, under its own digest; the picture made here is what is given out (docs/decisions/0016).
"""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps

from portal.exhibits.inspection.verdict import FileRefused

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
JPEG_QUALITY = 95
GREY16 = {"I;16", "I;16B", "I;16L", "I"}


def is_picture(media_type: str) -> bool:
    """Whether files of this type are made anew."""
    return media_type in FORMATS


def reencode(file: BinaryIO, media_type: str, out: BinaryIO) -> None:
    """Write the picture to ``out`` anew, in the same format; both positions are left at the beginning.

    Orientation is turned into pixels, a colour profile into sRGB; comments, places, thumbnails, further frames and
    everything between the pixels are left behind. The same picture gives the same bytes with the same library.

    Raises FileRefused ("damaged") for a picture that cannot be made anew.
    """
    kind = FORMATS[media_type]
    try:
        file.seek(0)
        with Image.open(file, formats=[kind]) as picture:
            upright = ImageOps.exif_transpose(_in_screen_colours(picture))
            bare = _only_pixels(_mode_for(upright, kind))
        options = {"quality": JPEG_QUALITY, "subsampling": 0} if kind == "JPEG" else {"optimize": False}
        bare.save(out, format=kind, **options)
    except OSError:
        raise
    except Exception as error:
        raise FileRefused("damaged") from error
    finally:
        file.seek(0)
    out.seek(0)


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """Pixels as sRGB where a profile says that they are something else; a profile that is broken is left out."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture
    if turned is None:
        return picture
    turned.info["exif"] = picture.info.get("exif", b"")
    return turned


def _mode_for(picture: Image.Image, kind: str) -> Image.Image:
    """The mode that the format keeps without loss; a palette becomes colours."""
    if kind == "JPEG":
        return picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
    if picture.mode in {"1", "L", "LA", "RGB", "RGBA", *GREY16}:
        if picture.mode in {"L", "RGB"} and "transparency" in picture.info:
            return picture.convert("RGBA")
        return picture
    return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")


def _only_pixels(picture: Image.Image) -> Image.Image:
    """A picture that has nothing but its pixels: no information of the old one goes along when it is saved."""
    picture.load()
    bare = picture.copy()
    bare.info = {}
    if hasattr(bare, "_exif"):
        bare._exif = None
    return bare
