"""The same programs in the hands of an exact solver library, HiGHS: only to measure beside, never to answer with."""

from importlib import import_module
from typing import Any

from milepost.engine.planner.program import Program, Rows


def cheapest_costs(program: Program, count: int = 10) -> list[int]:
    """Costs of the `count` cheapest solutions, each answer and all that hold it forbidden before the next is asked for.

    Raises ImportError where the library is not installed. Costs have to be above 0, or an answer may hold more than it needs.
    """
    highspy: Any = import_module("highspy")
    rows = Rows.of(program)
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        solver.setOptionValue(option, value)
    taken = [[solver.addBinary(obj=0 if c.held else c.cost) for _way in c.ways] for c in rows.choices]
    for ways in taken:
        if len(ways) > 1:
            solver.addConstr(sum(ways) <= 1)
    for at, need in enumerate(rows.needs):
        terms = [
            (way[at], variable)
            for choice, variables in zip(rows.choices, taken, strict=True)
            for way, variable in zip(choice.ways, variables, strict=True)
            if way[at]
        ]
        if terms:
            solver.addConstr(sum(weight * variable for weight, variable in terms) >= need)
        elif need > 0:
            return []
    costs: list[int] = []
    while len(costs) < count:
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        values = solver.getSolution().col_value
        answer = [
            i
            for i, (c, ways) in enumerate(zip(rows.choices, taken, strict=True))
            if not c.held and any(values[v.index] > 0.5 for v in ways)
        ]
        costs.append(sum(rows.choices[i].cost for i in answer))
        if not answer:
            break
        solver.addConstr(sum(v for i in answer for v in taken[i]) <= len(answer) - 1)
    return costs
