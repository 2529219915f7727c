"""Rules about addresses: each has a name, and each name stands in a test."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tools.docs import ROOT


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[URLPattern, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if not getattr(entry.urlconf_module, "__name__", "").startswith("allauth"):
                yield from patterns(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif not entry.callback.__module__.startswith(("allauth", "django.")):
            yield entry, prefix


def test_every_address_has_a_name() -> None:
    assert [str(entry.pattern) for entry, _ in patterns(get_resolver()) if not entry.name] == []


def test_every_address_is_tried_by_a_test_of_pages() -> None:
    tests = "".join(path.read_text("utf-8") for folder in ("web", "journeys", "api") for path in (ROOT / "tests" / folder).glob("**/*.py"))
    names = {f"{prefix}{entry.name}" for entry, prefix in patterns(get_resolver())}
    assert sorted(name for name in names if f'"{name}"' not in tests) == []
