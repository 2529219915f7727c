"""Photographs of the demonstration: drawn, a little crooked and grainy, as a phone would have taken them."""

import io
from collections.abc import Callable
from functools import cache
from random import Random

import pillow_heif
from PIL import Image, ImageDraw, ImageFont

pillow_heif.register_heif_opener()

SIZE, SEEN, TINY = (1600, 1200), (1280, 960), (640, 480)  # as drawn, as kept, as kept in HEIC
INK = (48, 44, 40)

type Scene = Callable[[ImageDraw.ImageDraw, Random, str], None]


@cache
def photo(scene: str, colour: str, take: int, suffix: str = "jpg") -> bytes:
    """One photograph. The same scene in the same colour and take is the same picture, byte for byte."""
    rng = Random(f"{scene} {colour} {take}")
    drawn = Image.new("RGB", SIZE, (226, 219, 207))
    SCENES[scene](ImageDraw.Draw(drawn), rng, colour)
    size = TINY if suffix == "heic" else SEEN  # HEIC takes a hundred times as long to write
    picture = drawn.resize(size, Image.Resampling.BOX)
    picture = picture.rotate(rng.uniform(-2.2, 2.2), resample=Image.Resampling.BILINEAR, fillcolor=(206, 199, 187))
    light, grain = _room(size)
    picture.paste((58, 50, 44), mask=light)
    picture.paste((255, 255, 255), mask=grain)
    out = io.BytesIO()
    picture.save(out, "HEIF" if suffix == "heic" else "JPEG", quality=74)
    return out.getvalue()


@cache
def _room(size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """How the light falls off towards the corners, and the grain of a small sensor."""
    light = Image.radial_gradient("L").resize(size).point(lambda far: far // 3)
    grain = Image.effect_noise((size[0] // 2, size[1] // 2), 26).resize(size).point(lambda n: abs(n - 128) // 4)
    return light, grain


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _paper(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], *, head: str, lines: int, fill: str = "#fbfaf6") -> None:
    """A sheet with a heading and lines of writing that nobody can read."""
    left, top, right, bottom = box
    draw.rectangle((left + 8, top + 10, right + 8, bottom + 10), fill=(150, 140, 124))
    draw.rectangle(box, fill=fill)
    draw.text((left + 28, top + 22), head, font=_font(34), fill=INK)
    rng = Random(head)
    for n in range(lines):
        y = top + 84 + n * 30
        if y > bottom - 30:
            break
        draw.line((left + 28, y, left + 28 + rng.randint(55, 92) * (right - left - 56) // 100, y), fill=(146, 142, 136), width=6)


def _noticeboard(draw: ImageDraw.ImageDraw, rng: Random, colour: str) -> None:
    draw.rectangle((90, 90, 1510, 1110), fill="#8d6f4d")
    draw.rectangle((130, 130, 1470, 1070), fill="#c79f6d")
    for _dot in range(900):
        x, y = rng.randint(132, 1468), rng.randint(132, 1068)
        draw.point((x, y), fill="#a9824f")
    heads = ["Our promise", "This week", "Who to ask", "Opening hours", "You said, we did", "Thank you"]
    rng.shuffle(heads)
    for n, head in enumerate(heads[:5]):
        x, y = 190 + (n % 3) * 420 + rng.randint(-20, 20), 190 + (n // 3) * 430 + rng.randint(-20, 20)
        _paper(draw, (x, y, x + 350, y + 350), head=head, lines=8, fill=colour if n == 1 else "#fbfaf6")
        draw.ellipse((x + 165, y - 12, x + 195, y + 18), fill=rng.choice(("#b3362a", "#2b5f9e", "#3c7d4a")))


def _desk(draw: ImageDraw.ImageDraw, rng: Random, colour: str) -> None:
    draw.rectangle((0, 0, 1600, 1200), fill="#b48a5e")
    for y in range(0, 1200, 46):
        draw.line((0, y, 1600, y + rng.randint(-14, 14)), fill="#a67c51", width=3)
    _paper(draw, (180, 160, 900, 1080), head="Request form", lines=26)
    for y in range(430, 980, 90):
        draw.rectangle((214, y, 244, y + 30), outline=INK, width=4)
        if rng.random() < 0.6:
            draw.line((218, y + 14, 228, y + 26, 248, y - 4), fill="#2b5f9e", width=7)
    draw.rounded_rectangle((1020, 180, 1460, 520), 28, fill="#2f3a40")
    draw.rectangle((1052, 212, 1428, 470), fill=colour)
    draw.rounded_rectangle((1030, 620, 1470, 760), 18, fill="#dcd8d0", outline="#9d978b", width=4)
    for x in range(1050, 1450, 36):
        for y in range(636, 740, 34):
            draw.rounded_rectangle((x, y, x + 28, y + 26), 5, fill="#f5f3ee")
    draw.ellipse((1120, 860, 1330, 1070), fill="#f3f0ea", outline="#c9c2b4", width=8)
    draw.ellipse((1152, 892, 1298, 1038), fill="#5a3c28")


def _counter(draw: ImageDraw.ImageDraw, rng: Random, colour: str) -> None:
    draw.rectangle((0, 0, 1600, 760), fill="#dfe4e2")
    for x in (140, 560, 980):
        draw.rectangle((x, 150, x + 340, 560), fill="#bcd3dd", outline="#7f9199", width=10)
        draw.line((x + 170, 150, x + 170, 560), fill="#7f9199", width=8)
    draw.rectangle((0, 760, 1600, 1200), fill="#7d5c3d")
    draw.rectangle((0, 730, 1600, 790), fill="#94714e")
    draw.rounded_rectangle((560, 250, 1040, 430), 16, fill=colour)
    draw.text((800, 340), rng.choice(("Please ring", "We are here", "Next, please")), font=_font(62), fill="#ffffff", anchor="mm")
    draw.ellipse((380, 650, 520, 760), fill="#c8a13b")
    draw.rectangle((360, 730, 540, 760), fill="#8d702a")
    _paper(draw, (1120, 560, 1400, 770), head="Leaflets", lines=4)


def _whiteboard(draw: ImageDraw.ImageDraw, rng: Random, colour: str) -> None:
    draw.rectangle((80, 110, 1520, 1060), fill="#a9adb0")
    draw.rectangle((110, 140, 1490, 1030), fill="#fafbfb")
    draw.text((170, 180), rng.choice(("What keeps coming back", "This month", "Before and after")), font=_font(58), fill="#245a9c")
    draw.line((200, 900, 1400, 900), fill=INK, width=7)
    draw.line((200, 900, 200, 320), fill=INK, width=7)
    height = 470
    for n in range(9):
        height = max(60, height - rng.randint(10, 78))
        x = 250 + n * 128
        draw.rectangle((x, 900 - height, x + 76, 900), fill=colour if n < 5 else "#3c7d4a")
    draw.text((820, 940), "week by week", font=_font(36), fill=INK)
    draw.rectangle((1180, 1030, 1380, 1056), fill="#2b5f9e")


def _card(draw: ImageDraw.ImageDraw, rng: Random, colour: str) -> None:
    draw.rectangle((0, 0, 1600, 1200), fill="#9aa79b")
    draw.rectangle((310, 190, 1310, 1030), fill=(118, 124, 116))
    draw.rectangle((290, 170, 1290, 1010), fill="#fdfaf2", outline=colour, width=22)
    draw.text((790, 330), "Thank you", font=_font(110), fill=colour, anchor="mm")
    for n in range(6):
        y = 480 + n * 72
        draw.line((420, y, 420 + rng.randint(420, 740), y + rng.randint(-6, 6)), fill="#3c4a78", width=8)
    draw.line((860, 930, 1120, 918), fill="#3c4a78", width=9)


SCENES: dict[str, Scene] = {
    "noticeboard": _noticeboard,
    "desk": _desk,
    "counter": _counter,
    "whiteboard": _whiteboard,
    "card": _card,
}
