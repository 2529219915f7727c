"""Which entries of a list are one employer: normal forms, what speaks for it and against, groups that do not contradict."""

import pytest

from milepost.engine.linkage import Entry, link, name_of
from milepost.engine.linkage.names import names_of, word_likeness
from milepost.engine.linkage.signs import company_number, domain_of, phones_of, postcode_of

CROWD = [
    Entry(f"c{n}", f"{first} {second} Ltd", postcode=f"{area}{n % 20 + 1} {n % 9}{chr(65 + n % 26)}{chr(66 + n % 20)}", phone=f"01{n:03d} {n * 7919 % 900000 + 100000}")
    for n, (first, second, area) in enumerate(
        (first, second, area)
        for first in ("Arden", "Birkrigg", "Corrie", "Dunmere", "Eskdale", "Fenholt", "Gorsey", "Hallin", "Ivelet", "Jesmere")
        for second, area in (("Plumbing", "LS"), ("Bakery", "M"), ("Care Homes", "YO"), ("Joinery", "B"), ("Transport", "SO"), ("Dental", "W"))
    )
]  # fmt: skip


def together(*pair: Entry) -> str:
    """What becomes of two entries among sixty strangers: joined, asked, or two."""
    found = link([*CROWD, *pair])
    a, b = (one.key for one in pair)
    if any(a in group and b in group for group in found.groups):
        return "joined"
    return "asked" if any({match.a, match.b} == {a, b} for match in found.doubts) else "two"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Mossdale Bakery Ltd", "MOSSDALE BAKERY LIMITED"),
        ("Hollis & Sons", "Hollis and Sons Co."),
        ("Café Zoë", "Cafe Zoe"),
        ("J. R. Bell plc", "J R Bell PLC"),
        ("Miller's Yard", "Millers Yard"),
        ("Brown Bros Eng.", "Brown Brothers Engineering Ltd"),
        ("St Aidan's Hosp", "Saint Aidans Hospital"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert name_of(one).joined == name_of(other).joined


def test_a_name_made_of_legal_forms_alone_keeps_its_words() -> None:
    assert name_of("The Company Ltd").words


def test_a_cell_may_hold_two_names() -> None:
    assert [" ".join(name.words) for name in names_of("Quarrybank Ltd t/a Old Forge Cafe")] == ["quarrybank", "old forge cafe"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ls1 4ab", ("LS1", "4AB")), ("LS14AB", ("LS1", "4AB")), ("LSI 4AB", ("LS1", "4AB")), ("S0141AA", ("SO14", "1AA")),
        ("EC1A 1BB", ("EC1A", "1BB")), ("W1A OAX", ("W1A", "0AX")), ("M1 1AE", ("M1", "1AE")), ("YO1", ("YO1", "")), ("unknown", ("", "")),
    ],
)  # fmt: skip
def test_postcodes_are_read_as_people_type_them(text: str, found: tuple[str, str]) -> None:
    assert postcode_of(text) == found


def test_telephone_numbers_lose_what_is_only_dressing() -> None:
    assert phones_of("+44 (0)113 496 0123") == phones_of("0113 4960123 ext 22") == phones_of("0044113 496 0123") == {"1134960123"}
    assert phones_of("01904 960111 / 07700 900123") == {"1904960111", "7700900123"}


def test_domains_are_what_somebody_registered() -> None:
    assert domain_of("https://www.larkmoor-ferries.co.uk/about") == domain_of("shop.larkmoor-ferries.co.uk") == "larkmoor-ferries.co.uk"
    assert domain_of("lena@gmail.com") == "" == domain_of("n/a")


def test_company_numbers_get_their_noughts_back() -> None:
    assert company_number("1234567") == company_number("01234567") == company_number(" 0123 4567.0") == "01234567"
    assert company_number("sc 12345") == "SC012345"
    assert company_number("n/a") == ""


def test_words_cut_short_or_mistyped_are_alike() -> None:
    assert word_likeness("engineering", "enginering") > 0.85
    assert word_likeness("management", "mgmt") > 0.7
    assert word_likeness("leeds", "luton") == 0.0


def test_name_and_postcode_join() -> None:
    assert together(Entry("a", "Northgate Tiles Ltd", postcode="LS9 1AB"), Entry("b", "Northgate Tiles", postcode="ls91ab")) == "joined"


def test_a_name_alone_is_asked() -> None:
    assert together(Entry("a", "Northgate Tiles Ltd"), Entry("b", "Northgate Tiles")) == "asked"


def test_a_shared_switchboard_makes_nobody_one() -> None:
    assert together(Entry("a", "Northgate Tiles", phone="01904 960111"), Entry("b", "Sable Dental", phone="01904 960111")) == "two"


def test_company_numbers_that_differ_keep_two_apart() -> None:
    a = Entry("a", "Northgate Tiles Ltd", number="04411222", postcode="LS9 1AB")
    assert together(a, Entry("b", "Northgate Tiles Ltd", number="09977553", postcode="LS9 1AB")) != "joined"


def test_what_a_person_said_holds() -> None:
    a, b = Entry("a", "Northgate Tiles Ltd", postcode="LS9 1AB"), Entry("b", "Northgate Tiles", postcode="LS9 1AB")
    assert ("a", "b") in [tuple(sorted(map(str, group))) for group in link([a, b, *CROWD]).groups]
    assert ("a",) in link([a, b, *CROWD], apart=[("a", "b")]).groups
    c = Entry("c", "Somebody Else", postcode="B1 1AA")
    assert any({"a", "c"} <= set(group) for group in link([a, c, *CROWD], same=[("a", "c")]).groups)


def test_two_that_are_known_are_never_joined_through_a_line() -> None:
    line = Entry("line", "Northgate Tiles", postcode="LS9 1AB")
    known = [Entry(key, "Northgate Tiles Ltd", postcode="LS9 1AB", known=True) for key in ("here", "there")]
    for group in link([line, *known, *CROWD]).groups:
        assert not {"here", "there"} <= set(group)


def test_each_match_says_why() -> None:
    a, b = Entry("a", "Northgate Tiles Ltd", postcode="LS9 1AB"), Entry("b", "Northgate Tiles", postcode="LS9 1AB", phone="01904 960111")
    signs = {sign.sign: sign.how for sign in link([a, b, *CROWD]).matches["a", "b"].signs}
    assert signs == {"name": "same", "postcode": "same"}


def test_employers_of_the_crowd_stay_themselves() -> None:
    assert all(len(group) == 1 for group in link(CROWD).groups)


def test_the_order_of_the_list_decides_nothing() -> None:
    pair = [Entry("a", "Northgate Tiles Ltd", postcode="LS9 1AB"), Entry("b", "Northgate Tiles", postcode="ls91ab")]
    one, other = link([*CROWD, *pair]), link([*reversed(pair), *reversed(CROWD)])
    assert {frozenset(group) for group in one.groups} == {frozenset(group) for group in other.groups}
