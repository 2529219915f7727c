"""A copy of a picture with parts of it painted over, so that who is in it can't be recognised."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _

from milepost.base.models import StoredFile
from milepost.base.previews.showing import WIDTHS, image
from milepost.base.refusal import Refused

type Box = tuple[float, float, float, float]  # left, top, width, height, each a share of the picture from 0 to 1


def covered(file: StoredFile, boxes: Iterable[Box]) -> bytes:
    """The picture as JPEG, at most 1,600 pixels wide, with the boxes black and nothing of what the camera wrote into it.

    Painted on our own rendition, never on the file as it came: that is opened only in a process of its own.
    """
    from PIL import Image, ImageDraw

    path = image(file, number=1, width=WIDTHS[-1])
    if path is None:
        raise Refused(_("This picture can’t be opened, so nothing can be covered. Cover it on your device, then replace it here."))
    with Image.open(path) as rendition:
        picture = rendition.convert("RGB")
    pen = ImageDraw.Draw(picture)
    for left, top, width, height in boxes:
        corner = round(left * picture.width), round(top * picture.height)
        opposite = round((left + width) * picture.width), round((top + height) * picture.height)
        pen.rectangle((corner, opposite), fill="black")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=90)
    return kept.getvalue()
