"""A table of how well handbooks are read: `python -m tools.score_imports FOLDER`.

The folder holds handbooks (NAME.txt, NAME.pdf ...), what each says in the neutral format (NAME.gold.json), and beside them or
one folder up the `score.py` that compares the two.
"""

import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django


def scorer(folder: Path) -> Any:
    path = next(p for p in (folder / "score.py", folder.parent / "score.py") if p.exists())
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(folder: Path) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from milepost.frameworks.importers import NotReadable, read_handbook

    score = scorer(folder)
    worst = 1.0
    for path in sorted(folder.iterdir()):
        gold = folder / f"{path.name.split('.')[0]}.gold.json"
        if path == gold or not gold.exists():
            continue
        begun = time.perf_counter()
        try:
            document = read_handbook(path.read_bytes(), path.name).document
        except NotReadable as refused:
            print(f"{path.name:44} {refused}")
            worst = 0.0
            continue
        parts, _warnings = score.score(json.loads(gold.read_text(encoding="utf-8")), document)
        overall = score.overall(parts)
        worst = min(worst, overall)
        short = ", ".join(f"{name} {part.prf()[2]:.2f}" for name, part in parts.items() if part.used and part.prf()[2] < 1)
        print(f"{path.name:44} {overall:.4f} {time.perf_counter() - begun:6.2f} s  {short}")
    print(f"lowest {worst:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
