"""Routes through the rules of combination: the best ways to complete a qualification, exact, each with its reasons.

`routes` is what pages and commands call. Everything is worked out here in plain Python (decision 0022); the checker in
`engine.combination` has the last word about every route.
"""

from milepost.engine.planner.conflicts import Conflict
from milepost.engine.planner.layout import Cause, CauseKind
from milepost.engine.planner.position import Objective, Position, cost, hours
from milepost.engine.planner.routes import Route, Routes, routes
from milepost.engine.planner.slots import Slot

__all__ = [
    "Cause", "CauseKind", "Conflict", "Objective", "Position", "Route", "Routes", "Slot", "cost", "hours", "routes",
]  # fmt: skip
