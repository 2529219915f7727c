"""How long a recording is, from its own header."""

import io
import struct
import wave

import pytest

from milepost.base import files
from milepost.base.previews import duration
from tests.cast import Cast


def wav(seconds: int) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(800)
        made.writeframes(b"\x80" * 800 * seconds)
    return kept.getvalue()


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mp4(seconds: int) -> bytes:
    head = box(b"mvhd", struct.pack(">B3xIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80)
    return box(b"ftyp", b"M4A \0\0\0\0M4A ") + box(b"mdat", b"\0" * 400) + box(b"moov", head)


def ogg(seconds: int) -> bytes:
    first = b"OggS\0\2" + struct.pack("<q", 0) + b"\0" * 14 + b"OpusHead\1\1" + struct.pack("<HIhB", 312, 48000, 0, 0)
    return first + b"\0" * 300 + b"OggS\0\4" + struct.pack("<q", seconds * 48000 + 312) + b"\0" * 14


@pytest.mark.parametrize(("name", "made"), [("call.wav", wav), ("call.m4a", mp4), ("call.ogg", ogg)])
def test_the_header_says_how_long_it_is(cast: Cast, name: str, made: object) -> None:
    stored = files.store(made(460), name=name, centre=cast.centre, by=cast.as_("lena"))  # type: ignore[operator]
    assert duration(stored) == 460


@pytest.mark.parametrize("cut", [20, 60, 90])
def test_a_broken_header_says_nothing(cast: Cast, cut: int) -> None:
    stored = files.store(mp4(460)[:cut], name="call.bin", centre=cast.centre, by=cast.as_("lena"))
    assert duration(stored) is None
