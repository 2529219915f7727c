"""A picture as one sees it and nothing else: drawn anew, without what the camera, the device or a program wrote into it.

The original has no name on any disk, not even for a moment: it goes to the drawing process as a file that was never listed.
"""

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import filetype
from django.utils.translation import gettext as _

from milepost.base.previews.showing import _AT_ONCE, _DRAWING, _SECONDS, WIDTHS
from milepost.base.refusal import Refused

PICTURES = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif", "image/gif", "image/bmp", "image/tiff"}


def cleaned(content: bytes) -> bytes:
    """The picture as JPEG, at most 1,600 pixels wide: no place, no device, no colour profile, no comment, no hidden layer."""
    from PIL import Image

    found = filetype.guess(content[:8192])
    if found is None or found.mime not in PICTURES:
        raise Refused(
            _("Only pictures can be cleaned of what says where they come from. Take a picture of it, or of the screen, and add that.")
        )
    with tempfile.TemporaryFile() as original, tempfile.TemporaryDirectory() as folder:
        original.write(content)
        original.seek(0)
        width = WIDTHS[-1]
        environment = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH"}}
        with _AT_ONCE:
            try:
                subprocess.run(
                    [sys.executable, "-I", str(_DRAWING), "draw", "picture", "/dev/stdin", folder, str(width), "1"],
                    stdin=original, env=environment, capture_output=True, timeout=_SECONDS, check=False,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                pass
        drawn = Path(folder) / f"1-{width}.webp"
        if not drawn.exists():
            raise Refused(_("One picture can’t be opened, so it can’t be cleaned either. Take it again, or leave it out."))
        with Image.open(drawn) as rendition:
            picture = rendition.convert("RGB")
    picture.info.clear()
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()
