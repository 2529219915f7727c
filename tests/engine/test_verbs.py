"""What a command verb asks for."""

import pytest

from milepost.engine.verbs import Asks, asks


@pytest.mark.parametrize(
    ("criterion", "verb", "kind"),
    [
        ("Describe two kinds of lamp", "Describe", Asks.DESCRIBE),
        ("explain why the wick is trimmed", "explain", Asks.EXPLAIN),
        ("Critically evaluate the watch", "evaluate", Asks.EVALUATE),
        ("be able to analyse a log", "analyse", Asks.ANALYSE),
        ("Identify three signals", "Identify", Asks.NAME),
        ("compare oil and electric light", "compare", Asks.COMPARE),
        ("trim the wick", "", Asks.DO),
        ("work with others to explain the rota", "", Asks.DO),
        ("", "", Asks.DO),
    ],
)
def test_the_verb_at_the_beginning_says_what_is_asked(criterion: str, verb: str, kind: Asks) -> None:
    assert asks(criterion) == (verb, kind)
