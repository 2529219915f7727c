"""Which employers somebody wants to see: what a page asks for, and what a saved list keeps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

MINE, QUIET = "mine", (30, 90, 180, 365)  # days without a word
LEARNERS = ("some", "none")


@dataclass(frozen=True, slots=True)
class Choice:
    """Each part that is empty leaves everybody in. `whose` is a person's uuid, or "mine": of whoever looks."""

    q: str = ""
    whose: str = ""
    stages: tuple[str, ...] = ()
    postcode: str = ""
    quiet: int = 0
    learners: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any], *, stages: Iterable[str] = ()) -> "Choice":
        """From an address or from what was kept. What makes no sense is left out, so that an old address still opens."""
        quiet = str(given.get("quiet", "") or "")
        learners = str(given.get("learners", "") or "")
        return cls(
            q=str(given.get("q", "") or "").strip()[:100], whose=str(given.get("whose", "") or "").strip()[:40],
            stages=tuple(dict.fromkeys(str(one)[:40] for one in stages if one)),
            postcode=re.sub(r"[^A-Z0-9 ]", "", str(given.get("postcode", "") or "").upper()).strip()[:8],
            quiet=int(quiet) if quiet.isdecimal() and int(quiet) in QUIET else 0, learners=learners if learners in LEARNERS else "",
        )  # fmt: skip

    @classmethod
    def kept(cls, document: Mapping[str, Any]) -> "Choice":
        return cls.of(document, stages=document.get("stages") or ())

    @property
    def document(self) -> dict[str, Any]:
        """What a saved list keeps: the parts that say something."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items() if value}

    @property
    def query(self) -> str:
        """The same in an address."""
        given = {("stage" if name == "stages" else name): value for name, value in self.document.items()}
        return urlencode(given, doseq=True)

    def __bool__(self) -> bool:
        return self != Choice()
