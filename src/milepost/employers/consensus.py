"""Whether colleagues agree who the principal stakeholders are: drawings as engine values, and the fact that a gate can ask for."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from milepost.employers import queries
from milepost.employers.models import StakeholderAsked, StakeholderDrawing, StakeholderRound
from milepost.engine.journey import Stage
from milepost.engine.reasons import Shortfall
from milepost.engine.stakeholders import Consensus, Drawing, Kind, Near, consensus, key_of, resolved


def drawn(row: StakeholderDrawing) -> Drawing:
    """A drawing as the engine has it."""
    return {key_of(one["name"]): Near(one["near"]) for one in row.names}


def consensus_of(rounds: Sequence[StakeholderRound]) -> dict[int, Consensus]:
    """By round what came of it: three queries, however many there are."""
    drawings, namings = queries.drawings_of(rounds), queries.namings_of(rounds)
    asked: dict[int, int] = {}
    for pk in StakeholderAsked.objects.filter(round__in=[one.pk for one in rounds]).values_list("round_id", flat=True):
        asked[pk] = asked.get(pk, 0) + 1
    return {
        one.pk: consensus(
            [drawn(row) for row in drawings.get(one.pk, [])], asked=asked.get(one.pk, 0),
            into=resolved({row.name: row.into for row in namings.get(one.pk, [])}),
        )
        for one in rounds
    }  # fmt: skip


def titles_of(drawings: Iterable[StakeholderDrawing]) -> dict[str, str]:
    """By key how a name is written: as most wrote it, and of two the first by the alphabet."""
    written: dict[str, list[str]] = {}
    for row in drawings:
        for one in row.names:
            written.setdefault(key_of(one["name"]), []).append(" ".join(one["name"].split()))
    return {key: min(names, key=lambda name: (-names.count(name), name)) for key, names in written.items()}


def stakeholders_lack(centre_id: int) -> list[Shortfall]:
    """Why colleagues do not agree who the principal stakeholders are; empty means they do. The newest round that is over counts."""
    rounds = list(queries.rounds_of(centre_id))
    over = next((one for one in rounds if queries.round_over(one)), None)
    if over is not None:
        return consensus_of([over])[over.pk].reasons
    if rounds:
        return [Shortfall(Kind.STAKEHOLDERS_OPEN, {"day": rounds[0].due_on})]
    return [Shortfall(Kind.STAKEHOLDERS_NEVER)]


# What a check of the journey can ask for, by the name that the file gives it.
FACTS: Mapping[str, Callable[[int], list[Shortfall]]] = {"stakeholders_agreed": stakeholders_lack}


def lacks_at(stage: Stage, *, centre_id: int) -> dict[str, list[Shortfall]]:
    """By name why the facts that a stage asks for do not hold. No query for a stage that asks for none."""
    return {check.fact: FACTS[check.fact](centre_id) for check in stage.checks if check.fact}
