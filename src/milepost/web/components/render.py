"""How a component becomes HTML: one template each, or a format string where a page holds hundreds."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ICONS = Path(__file__).resolve().parent.parent.parent / "static" / "milepost" / "icons.svg"
_SYMBOL = re.compile(r'<symbol id="([^"]+)"[^>]*?(fill="none"|fill="currentColor")[^>]*>(.*?)</symbol>', re.S)


def part(name: str, /, **values: Any) -> SafeString:
    """The component template `components/NAME.html`, with these values and nothing of the page's context."""
    return Engine.get_default().get_template(f"components/{name}.html").render(Context(values))


@cache
def symbols() -> dict[str, tuple[bool, str]]:
    """Every icon by name: whether it is our own filled one, and its shapes."""
    return {name: (fill == 'fill="currentColor"', inner) for name, fill, inner in _SYMBOL.findall(_ICONS.read_text())}


@cache
def icon(name: str, tone: str = "", large: bool = False) -> SafeString:
    """An icon as inline SVG. An unknown name is a fault of ours and says so."""
    own, inner = symbols()[name]
    classes = " ".join(["i", *(["i--own"] if own else []), *(["i-l"] if large else []), *([tone] if tone else [])])
    return format_html('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', classes, mark_safe(inner))
