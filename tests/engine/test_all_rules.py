"""Rule sets of every kind, thousands of them, against trying every way to count."""

from itertools import combinations
from random import Random

from milepost.engine.combination import Closer, Taken, Waiver, closers, verdict
from milepost.engine.combination.board import Board
from milepost.engine.combination.evaluation import boards
from milepost.engine.framework import Framework, How, RuleKind
from tests.engine import brute
from tests.engine.rulesets import hows, ruleset

SEEDS = range(1500)


def distance(case: Framework, chosen: dict[str, How], waived: frozenset[str] = frozenset()) -> tuple[int, int]:
    qualification = case.qualification()
    laid_out = boards(qualification, list(case.units), hows={k: h for k, h in chosen.items() if h is not How.ASSESSED}, waived=waived)
    return min(_distance(board, case, chosen) for board in laid_out)


def _distance(board: Board, case: Framework, chosen: dict[str, How]) -> tuple[int, int]:
    counting = board.count([u for u in case.units if u.key in chosen])
    assert counting.settled
    return board.distance(counting.tally)


def test_the_count_is_the_best_there_is_under_rules_of_every_kind() -> None:
    kinds = set[RuleKind]()
    for seed in SEEDS:
        chance = Random(seed)
        case = ruleset(chance)
        chosen = hows(chance, case)
        best = brute.best(case, chosen)
        assert distance(case, chosen) == best, seed
        seen = verdict(case, case.qualification(), [Taken(key, how) for key, how in chosen.items()])
        assert seen.accepted == (best == (0, 0)), seed
        assert seen.accepted == all(line.met for line in seen.lines), seed
        kinds.update(rule.kind for rule in case.qualification().rules)
    assert kinds == set(RuleKind)


def test_one_more_unit_never_spoils_a_choice_under_rules_of_any_kind() -> None:
    for seed in SEEDS:
        chance = Random(seed)
        case = ruleset(chance)
        chosen = hows(chance, case)
        more = [u.key for u in case.units if u.key not in chosen]
        taken = [Taken(key, how) for key, how in chosen.items()]
        if more and verdict(case, case.qualification(), taken).accepted:
            assert verdict(case, case.qualification(), [*taken, chance.choice(more)]).accepted, seed


def test_a_waived_rule_asks_for_nothing_and_the_rest_is_counted_as_well_as_can_be() -> None:
    for seed in range(600):
        chance = Random(seed)
        case = ruleset(chance)
        chosen = hows(chance, case)
        rule = chance.choice(case.qualification().rules)
        seen = verdict(
            case,
            case.qualification(),
            [Taken(key, how) for key, how in chosen.items()],
            waivers=[Waiver(rule.label, "the unit was withdrawn", "Eva External")],
        )
        assert seen.accepted == (brute.best(case, chosen, frozenset({rule.label})) == (0, 0)), seed
        assert all(line.met and line.waived for line in seen.lines if line.label == rule.label), seed


def test_what_is_offered_closes_every_shortfall_and_nothing_smaller_does() -> None:
    """Offers are looked for within bounds, so that one may be missed; what is offered holds."""
    missed = 0
    for seed in range(400):
        chance = Random(seed)
        case = ruleset(chance)
        qualification = case.qualification()
        keys = [u.key for u in case.units]
        chosen, others = keys[:1], keys[1:]
        offered = closers(case, qualification, chosen)
        if verdict(case, qualification, chosen).accepted:
            assert offered == []
            continue
        works = [c for n in (1, 2, 3) for c in combinations(others, n) if verdict(case, qualification, [*chosen, *c]).accepted]
        smallest = [w for w in works if not any(set(other) < set(w) for other in works)]
        assert {c.units for c in offered} <= set(smallest), seed
        missed += len(offered) != min(3, len(smallest))
        credit = {u.key: u.credit for u in case.units}
        if smallest and offered:
            first = min(smallest, key=lambda w: (len(w), sum(credit[k] for k in w)))
            assert offered[0] == Closer(offered[0].units, sum(credit[k] for k in offered[0].units))
            assert (len(offered[0].units), offered[0].credits) == (len(first), sum(credit[k] for k in first)), seed
    assert missed == 0
