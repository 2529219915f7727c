"""What the tests of the interfaces share: text that is open to anybody, and a process that remembers nothing of other tests."""

from collections.abc import Iterator

import pytest

from milepost.frameworks import actions, served
from milepost.frameworks.document import to_document
from milepost.frameworks.models import Specification
from milepost.frameworks.shipped import shipped
from tests.cast import Cast


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    served.forget()
    yield
    served.forget()


@pytest.fixture
def opened(cast: Cast) -> Specification:
    """A shipped qualification, open to anybody."""
    return actions.adopt(cast.centre, by=cast.as_("cora"), document=to_document(shipped("customer-service-diploma")), rights="open")
