"""Pages of lists."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class Counted(Paginator):
    """Pages of a list whose length is known already, so that nothing counts it again."""

    def __init__(self, found: QuerySet[Any], a_page: int, *, known: int) -> None:
        super().__init__(found, a_page)
        self.known = known

    @cached_property
    def count(self) -> int:
        return self.known
