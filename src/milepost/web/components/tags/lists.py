"""Tables that become cards, filters, pages of a list."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.template import Context, Library
from django.utils.safestring import SafeString

from milepost.web.components import render
from milepost.web.components.parts import Filter, Text

register = Library()


@register.simple_block_tag
def rows(content: str, *, columns: Iterable[tuple[Any, ...]], caption: Text = "", id: str = "") -> SafeString:
    """A table; below 768 px its rows are cards. A column is (label, kind, href, sorted): kind "r" stands right."""
    heads = [tuple(column) + ("",) * (4 - len(column)) for column in columns]
    return render.part("rows", columns=heads, caption=caption, id=id, content=content.strip())


@register.simple_tag
def filters(
    *, links: Iterable[Filter], search: Text = "", name: str = "q", value: str = "", action: str = "", label: Text = ""
) -> SafeString:
    """Links with counts, and a search at the end. GET, so that it can be bookmarked."""
    return render.part("filters", links=list(links), search=search, name=name, value=value, action=action, label=label)


@register.simple_tag(takes_context=True)
def pages(context: Context, *, page: Page[Any], name: str = "page", label: Text = "") -> SafeString:
    """Earlier and later pages of a list, keeping what is filtered. Nothing where one page holds all."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET.copy() if "request" in context else None

    def href(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        (number, href(number)) if isinstance(number, int) else (None, "")
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    before = href(page.previous_page_number()) if page.has_previous() else ""
    after = href(page.next_page_number()) if page.has_next() else ""
    return render.part("pages", page=page, numbers=numbers, before=before, after=after, label=label)
