"""Who sees what of imports and specifications, and what a button says before it is pressed."""

from typing import Any

import pytest

from milepost.frameworks import actions, policies, queries
from milepost.frameworks.models import Specification
from milepost.frameworks.words import Rights
from tests.build import SMALL
from tests.cast import Cast
from tests.frameworks.test_actions import decided, pack


def published(cast: Cast, rights: str = Rights.OWN) -> Specification:
    return actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL), rights=rights)


@pytest.mark.parametrize("name", ["cora", "asif", "ines", "eva", "quentin", "lena"])
def test_everybody_who_works_or_learns_here_sees_what_is_published(cast: Cast, name: str) -> None:
    one = published(cast)
    assert list(queries.specifications(by=cast.as_(name))) == [one]


def test_a_stranger_sees_neither_versions_nor_imports(cast: Cast) -> None:
    published(cast)
    pack(cast)
    assert not queries.specifications(by=cast.as_("stan")).exists()
    assert not queries.imports(by=cast.as_("stan")).exists()


@pytest.mark.parametrize("name", ["asif", "ines", "quentin", "lena", "emil"])
def test_an_import_is_the_managers_work_alone(cast: Cast, name: str) -> None:
    pack(cast)
    assert queries.imports(by=cast.as_("cora")).count() == 1
    assert not queries.imports(by=cast.as_(name)).exists()


def test_imported_text_stays_inside_its_centre_and_open_text_may_leave(cast: Cast) -> None:
    stan = cast.as_("stan")
    for rights in (Rights.IMPORTED, Rights.OWN):
        actions.adopt(cast.centre, by=cast.as_("cora"), document=dict(SMALL) | {"title": rights}, rights=rights)
    assert not queries.specifications_open_to(by=stan).exists()
    one = published(cast, Rights.OPEN)
    assert list(queries.specifications_open_to(by=stan)) == [one]
    actions.adopt(cast.elsewhere, by=stan, document=one.document, rights=Rights.OPEN)
    assert not queries.specifications_open_to(by=stan).exists()


def test_a_framework_is_read_once_and_then_kept(cast: Cast, django_assert_num_queries: Any) -> None:
    published(cast)
    first = queries.specifications(by=cast.as_("cora")).get()
    queries.framework_of(first)
    second = queries.specifications(by=cast.as_("cora")).get()
    with django_assert_num_queries(0):
        assert queries.framework_of(second).title == SMALL["title"]


def test_a_list_of_imports_reads_no_document(cast: Cast) -> None:
    pack(cast)
    one = queries.open_imports(by=cast.as_("cora")).get()
    assert {"reading", "document"} <= one.get_deferred_fields()
    assert len(queries.warnings_open(one)) == 4


def test_the_button_to_publish_says_the_same_as_the_act(cast: Cast) -> None:
    import_ = pack(cast)
    assert policies.why_not_publish(import_, by=cast.as_("cora")) == (
        "4 places are still to be decided. Decide them, or accept them with a reason."
    )
    assert policies.why_not_publish(decided(cast, import_), by=cast.as_("cora")) is None
    assert "Only a centre manager" in str(policies.why_not_publish(import_, by=cast.as_("quentin")))
