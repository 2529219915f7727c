"""Pages of lists."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet, Window


class Counted(Paginator):
    """Pages of a list whose length is known already, so that nothing counts it again."""

    def __init__(self, found: QuerySet[Any], a_page: int, *, known: int) -> None:
        super().__init__(found, a_page)
        self.known = known

    @cached_property
    def count(self) -> int:
        return self.known


def page_of[Row: Model](found: QuerySet[Row], a_page: int, asked: str | None) -> Page[Row]:
    """One page of a list, the page and the length in one query, two where the page is past the end."""
    number = max(int(asked), 1) if asked and asked.isdecimal() and len(asked) < 7 else 1
    first = (number - 1) * a_page
    rows = list(found.annotate(in_all=Window(Count("*")))[first : first + a_page])
    known = int(vars(rows[0])["in_all"]) if rows else 0 if first == 0 else found.count()
    pages = Counted(found, a_page, known=known)
    return Page(rows, number, pages) if rows or not known else pages.get_page(asked)
