"""The design system: template tags, their templates, and the values that pages hand to them.

Pages build the values below in their views; templates call the tags of `components.tags`. If a part is not in the
gallery, it is not in the house.
"""

from milepost.engine.standing import percent
from milepost.web.components.parts import Bar, Choice, Column, Crumb, Entry, Fan, FanMark, Filter, Reason, State, Stone, UnitWall

__all__ = ["Bar", "Choice", "Column", "Crumb", "Entry", "Fan", "FanMark", "Filter", "Reason", "State", "Stone", "UnitWall", "percent"]
