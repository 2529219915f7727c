"""Recordings of two people who talk: no words, but the rise and fall of voices, with pauses, as small WAV files."""

import io
import math
import wave
from functools import cache
from random import Random

RATE = 8000  # one byte a sample: a minute is half a megabyte
VOICES = (118, 196)  # how high the two speak, in hertz


@cache
def conversation(track: int, seconds: int) -> bytes:
    """A recording of this length; each track is another one."""
    rng = Random(track)
    bank = [[_syllable(pitch, vowel, rng) for vowel in range(6)] for pitch in VOICES]
    sound, who = bytearray(), 0
    while len(sound) < seconds * RATE:
        for _syllable_of_turn in range(rng.randint(8, 26)):
            sound += rng.choice(bank[who])
            if rng.random() < 0.25:
                sound += _silence(rng.uniform(0.05, 0.22))
        sound += _silence(rng.uniform(0.3, 0.9))
        who = 1 - who
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(sound[: seconds * RATE]))
    return out.getvalue()


def _silence(seconds: float) -> bytes:
    return bytes([128]) * int(seconds * RATE)


FORMANTS = ((730, 1090), (530, 1840), (270, 2290), (570, 840), (300, 870), (660, 1720))  # of six vowels


def _syllable(pitch: float, vowel: int, rng: Random) -> bytes:
    """A vowel that swells and fades: the overtones of a pitch, loudest where a mouth of this shape would ring."""
    length = int(RATE * rng.uniform(0.13, 0.24))
    pitch *= rng.uniform(0.92, 1.1)
    tones = [(n * pitch, sum(math.exp(-(((n * pitch - peak) / 160) ** 2)) for peak in FORMANTS[vowel]) + 0.05) for n in range(1, 10)]
    found = bytearray()
    for i in range(length):
        glide = 1 - 0.08 * i / length
        value = sum(weight * math.sin(2 * math.pi * tone * glide * i / RATE) for tone, weight in tones)
        found.append(128 + int(max(-1.0, min(1.0, value / 3)) * 90 * math.sin(math.pi * i / length)))
    return bytes(found)
