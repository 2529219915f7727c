"""Why something is not enough yet. Reasons are data; `base.text` turns them into sentences."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is short, barred or missing.

    `kind` is a stable slug that names the sentence ("optional_credits_at_level"); `args` are the numbers and names
    that go into it; `culprit` is what the reason is about: a rule's label, a unit's key or a target ("B11:2.3").
    `unconfirmed` is true when the reason rests on a fact that no document confirms.
    """

    kind: str
    args: dict[str, object] = field(default_factory=dict)
    culprit: str = ""
    unconfirmed: bool = False

    @property
    def short(self) -> float:
        """How much is missing, for reasons that count: needed less had, never below 0."""
        need, has = self.args.get("need"), self.args.get("has")
        if isinstance(need, int | float) and isinstance(has, int | float):
            return max(0, need - has)
        return 0
