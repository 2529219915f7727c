"""Spreading a caseload: who takes whom, so that nobody has many more than another."""

from collections.abc import Mapping, Sequence


def spread[K](learners: Sequence[K], loads: Mapping[str, int]) -> dict[K, str]:
    """Each learner to whoever has the fewest by then, in the order of `loads` where two have the same."""
    found, now, order = {}, dict(loads), list(loads)
    for learner in learners:
        taker = min(order, key=lambda one: (now[one], order.index(one)))
        found[learner] = taker
        now[taker] += 1
    return found
