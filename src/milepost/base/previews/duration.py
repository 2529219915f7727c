"""How long a recording is, where its own header says so. Only headers are read, and nothing is decoded."""

import struct
import wave
from contextlib import suppress
from typing import IO

from milepost.base.files.storage import path_of
from milepost.base.models import StoredFile

_TAIL = 128 * 1024
_BOXES = 64  # looked at in one file


def duration(file: StoredFile) -> float | None:
    """Seconds, or None where the header does not say."""
    with suppress(OSError, EOFError, ValueError, struct.error, wave.Error, ZeroDivisionError), path_of(file.sha256).open("rb") as source:
        head = source.read(16)
        source.seek(0)
        if head[:4] == b"RIFF":
            return _wav(source)
        if head[4:8] == b"ftyp":
            return _mp4(source)
        if head[:4] == b"OggS":
            return _ogg(source, file.size)
        if head[:4] == b"fLaC":
            return _flac(source)
        if head[:3] == b"ID3" or _is_mp3(head):
            return _mp3(source, file.size)
    return None


def _wav(source: IO[bytes]) -> float:
    with wave.open(source) as sound:
        return sound.getnframes() / sound.getframerate()


def _mp4(source: IO[bytes]) -> float | None:
    """The box "mvhd" inside "moov" holds a time scale and a length in it."""
    end = source.seek(0, 2)
    at = 0
    for _step in range(_BOXES):
        if at + 8 > end:
            break
        source.seek(at)
        size, kind = struct.unpack(">I4s", source.read(8))
        skip = 8
        if size == 1:
            (size,) = struct.unpack(">Q", source.read(8))
            skip = 16
        if kind == b"moov":
            at += skip  # its boxes come next
        elif kind == b"mvhd":
            version = source.read(4)[0]
            source.read(16 if version else 8)
            scale, length = struct.unpack(">IQ" if version else ">II", source.read(12 if version else 8))
            return length / scale if length else None
        else:
            at += size or end
    return None


def _ogg(source: IO[bytes], size: int) -> float | None:
    """The last page says how many samples there are."""
    head = source.read(512)
    opus, vorbis = head.find(b"OpusHead"), head.find(b"\x01vorbis")
    if opus >= 0:
        rate, skipped = 48000, struct.unpack_from("<H", head, opus + 10)[0]
    elif vorbis >= 0:
        rate, skipped = struct.unpack_from("<I", head, vorbis + 12)[0], 0
    else:
        return None
    source.seek(max(0, size - _TAIL))
    tail = source.read()
    last = tail.rfind(b"OggS")
    (samples,) = struct.unpack_from("<q", tail, last + 6) if last >= 0 else (-1,)
    return (samples - skipped) / rate if samples > skipped else None


def _flac(source: IO[bytes]) -> float | None:
    info = source.read(42)[8:]
    packed = int.from_bytes(info[10:18])
    rate, samples = packed >> 44, packed & (1 << 36) - 1
    return samples / rate if samples else None


_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_LOW = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _is_mp3(head: bytes) -> bool:
    return len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # a frame of layer 3


def _mp3(source: IO[bytes], size: int) -> float | None:
    """From the count of frames where there is one, else from the first frame's bit rate."""
    head, start = source.read(10), 0
    if head[:3] == b"ID3":
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    source.seek(start)
    frame = source.read(4096)
    if not _is_mp3(frame):
        return None
    version, rate_at, bits_at = frame[1] >> 3 & 3, frame[2] >> 2 & 3, frame[2] >> 4
    if version == 1 or rate_at == 3 or bits_at in {0, 15}:
        return None
    rate, samples = _RATES[version][rate_at], 1152 if version == 3 else 576
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 0, 200)
        if at > 0 and frame[at + 7] & 1:
            (frames,) = struct.unpack(">I", frame[at + 8 : at + 12])
            return float(frames * samples / rate)
    bits = (_BITRATES if version == 3 else _BITRATES_LOW)[bits_at] * 1000
    return (size - start) * 8 / bits
