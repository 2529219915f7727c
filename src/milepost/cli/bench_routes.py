"""The planner, measured: the shipped qualifications, a thousand hard rule sets, and some of them beside a solver library."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from milepost.cli.bench_rules import puzzle
from milepost.engine.planner import Objective, Routes, routes
from milepost.engine.planner.layout import layouts
from milepost.engine.planner.peer import cheapest_costs
from milepost.engine.planner.position import Position, cost
from milepost.engine.planner.search import cheapest
from milepost.frameworks import shipped

WORK = (
    "import hashlib\ns=0\nfor i in range(6000000): s=(s*31+i)&0xffffffff\n"
    "d={str(i):i for i in range(300000)}\nh=b''\nfor i in range(200000): h=hashlib.sha256(h).digest()"
)
PACE = 50  # rule sets between two looks at how quick the machine is
BESIDE = 5  # every fifth rule set goes to the library too


def cal() -> float:
    """Median seconds of processor time for a fixed piece of Python work, in processes of its own."""
    return statistics.median(_spent_by([sys.executable, "-c", WORK]) for _ in range(3))


def _spent_by(command: Sequence[str]) -> float:
    """Seconds of processor time that a command takes, its start included."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def tell(rule_sets: int) -> None:
    """Measure and print. Times are told in cal, of the same minute.

    Processor time, not time on the clock: an answer is one process that waits for nothing, and the clock would measure the neighbours.
    """
    print("\nRoutes: ten alternatives with what could stand in place of each unit, in cal of processor time")
    _shipped()
    _cold_start()
    _hard(rule_sets)
    _beside(range(0, rule_sets, BESIDE))


def _shipped() -> None:
    unit = cal()
    for name in shipped.names():
        framework = shipped.shipped(name)
        for qualification in framework.qualifications:
            for objective in Objective if qualification.rules else ():
                times = []
                for _ in range(5):
                    start = time.process_time()
                    found = routes(framework, qualification, Position(), objective=objective)
                    times.append(time.process_time() - start)
                print(
                    f"  {name:<28}{objective.value:<10}{statistics.median(times) / unit:>8.3f}"
                    f"   {len(found.routes)} routes, {'exact' if found.exact else 'stopped'}"
                )


def _cold_start() -> None:
    unit = cal()
    command = [sys.executable, "-m", "milepost.cli", "plan", shipped.names()[0]]
    times = [_spent_by(command) for _ in range(5)]
    print(f"  {'milepost plan, cold start':<38}{statistics.median(times) / unit:>8.3f}")


def _hard(count: int) -> None:
    times: list[float] = []
    found: list[Routes] = []
    for start in range(0, count, PACE):
        seeds = range(start, min(count, start + PACE))
        before, seconds = cal(), []
        for seed in seeds:
            one = puzzle(seed)
            begun = time.process_time()
            found.append(routes(one.framework, one.qualification, one.position, objective=one.objective))
            seconds.append(time.process_time() - begun)
        unit = (before + cal()) / 2
        times += [s / unit for s in seconds]
        print(f"  … {len(found)} rule sets", file=sys.stderr, flush=True)
    if not found:
        return
    exact, within = sum(f.exact for f in found), sum(t <= 0.5 for t in times)
    proven = sum(f.exact or bool(f.routes and f.bound is not None and f.routes[0].value <= f.bound) for f in found)
    print(
        f"  {count} hard rule sets: all ten exact {exact} ({exact / count:.1%}), the best proven {proven} ({proven / count:.1%}), "
        f"within 0.5 cal {within} ({within / count:.1%}), impossible {sum(f.impossible for f in found)}"
    )
    print(f"  median {statistics.median(times):.3f}, 99 % {_at(times, 0.99):.3f}, most {max(times):.3f}")
    for seed, answer in enumerate(found):
        if not answer.exact:
            best = f"best found {answer.routes[0].value:g}" if answer.routes else "none found"
            print(f"    {seed}: stopped after {answer.steps} steps, {best}, nothing below {answer.bound}")


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def _beside(seeds: Sequence[int]) -> None:
    ours, theirs, differing, unit = [], [], [], 1.0
    try:
        for at, seed in enumerate(seeds):
            unit = unit if at % PACE else cal()
            one = puzzle(seed)
            (layout,) = layouts(one.framework, one.qualification, one.position)
            costs = {u.key: max(1, cost(one.objective, u, one.position)) for u in one.framework.units}
            program = layout.program(costs)
            start = time.process_time()
            found = cheapest(program, alike=True)
            middle = time.process_time()
            other = cheapest_costs(program)
            ours.append((middle - start) / unit)
            theirs.append((time.process_time() - middle) / unit)
            if found.exact and [s.cost for s in found.solutions] != other:
                differing.append(seed)
    except ImportError:
        print("  The exact solver library is not installed: nothing to measure beside.")
        return
    if not seeds:
        return
    print(f"  beside HiGHS on {len(seeds)} of them, the same programs: cost lists differ on {len(differing)} {differing or ''}")
    print(f"    ours   median {statistics.median(ours):.3f}, 99 % {_at(ours, 0.99):.3f}, most {max(ours):.3f}")
    print(f"    HiGHS  median {statistics.median(theirs):.3f}, 99 % {_at(theirs, 0.99):.3f}, most {max(theirs):.3f}")
