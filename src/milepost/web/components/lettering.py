"""How much room words take in a picture that the server draws: on the safe side, so that none runs out of its place."""

from itertools import count

# How wide a letter is, as a share of the size of the words.
NARROW, WIDE = frozenset("iljtfrI.,:;'’|!()-[] "), frozenset("mwMWQO@%—…")


def width_of(words: str, size: int) -> float:
    """How wide words stand at most."""
    return size * sum(0.36 if c in NARROW else 1.0 if c in WIDE or ord(c) > 0x2E7F else 0.74 if c.isupper() else 0.6 for c in words)


def broken(words: str, size: int, most: float) -> list[str]:
    """The words in lines that are no wider than `most`. A word that is wider itself is divided."""
    lines = [""]
    for word in words.split():
        if lines[-1] and width_of(f"{lines[-1]} {word}", size) <= most:
            lines[-1] += f" {word}"
            continue
        while width_of(word, size) > most:
            at = next(n for n in count(len(word) - 1, -1) if n == 1 or width_of(word[:n] + "-", size) <= most)
            lines.append(word[:at] + "-")
            word = word[at:]
        lines.append(word)
    return lines[1:] or [""]
