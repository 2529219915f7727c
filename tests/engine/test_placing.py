"""With whom a mail stands: the strongest sign decides, and who works here tells nothing."""

import pytest

from milepost.engine.placing import Known, Sign, matches

KNOWN = Known(
    contacts={"emil@gannet.example": {1}, "both@post.example": {1, 2}, "bea@larkmoor.example": {3}},
    domains={"gannet.example": {1}, "kiln.example": {2}, "larkmoor.example": {3}},
    ours=frozenset({"bea@larkmoor.example", "larkmoor.example"}),
)


@pytest.mark.parametrize(
    ("addresses", "thread", "found"),
    [
        (["bea@larkmoor.example", "Emil@Gannet.example"], [], [(1, Sign.CONTACT)]),
        (["ola@gannet.example"], [], [(1, Sign.DOMAIN)]),
        (["ola@post.gannet.example"], [], [(1, Sign.DOMAIN)]),
        (["emil@gannet.example", "tom@kiln.example"], [], [(1, Sign.CONTACT)]),
        (["ola@gannet.example", "tom@kiln.example"], [], [(1, Sign.DOMAIN), (2, Sign.DOMAIN)]),
        (["both@post.example"], [], [(1, Sign.CONTACT), (2, Sign.CONTACT)]),
        (["tom@kiln.example"], [1], [(1, Sign.THREAD)]),
        (["bea@larkmoor.example", "cora@larkmoor.example"], [], []),
        (["somebody@example"], [], []),
        ([], [], []),
    ],
)
def test_the_strongest_sign_decides(addresses: list[str], thread: list[int], found: list[tuple[int, Sign]]) -> None:
    assert [(one.employer, one.sign) for one in matches(addresses, KNOWN, thread=thread)] == found
