"""The regulator's register is brought in once, and every specification is held against it."""

from datetime import date

import pytest

from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.frameworks import actions, register, words
from milepost.frameworks.models import RegisterEntry
from tests.cast import Cast

HEAD = "Qualification Number,Qualification Title,Owner Organisation Name,Qualification Level,Total Credits,Operational End Date,Certification End Date"


def lines(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode("utf-8-sig")


KELP = "601/4756/8,Level 4 NVQ Diploma in Kelp,Kelp Board,Level 4,50,2025-08-31,31/08/2027"


def test_a_line_says_what_the_register_knows() -> None:
    [entry] = register.read(lines(KELP)).entries.values()
    assert entry["number"] == "601/4756/8"
    assert (entry["level"], entry["credits"], entry["operational_end"], entry["certification_end"]) == (
        "Level 4", 50, date(2025, 8, 31), date(2027, 8, 31),
    )  # fmt: skip
    assert entry["tqt"] is None


def test_lines_that_are_wrong_are_named_and_the_rest_is_read() -> None:
    found = register.read(
        lines(KELP, ",No number,,,,,", "601/3562/1,Odd,Kelp Board,Level 2,many,,", "601/3676/5,Late,Kelp Board,Level 3,9,soon,", KELP)
    )
    assert [line for line, _why in found.wrong] == [3, 4, 5]
    assert (len(found.entries), found.twice) == (1, 1)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\n1,2\n", "no column “Qualification Number”"),
        (lines(), "holds no qualification"),
        (b"PK\x03\x04\x00", "no text that can be read"),
        (b"", "no column"),
    ],
)
def test_what_is_no_register_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        register.read(data)


def test_a_newer_list_takes_the_place_of_the_one_before(cast: Cast) -> None:
    actions.bring_register(cast.centre, by=cast.as_("cora"), data=lines(KELP), name="register.csv")
    assert register.entries_for(cast.elsewhere.pk, ["601/4756/8"]) is None
    assert list(register.entries_for(cast.centre.pk, ["60147568"]) or ()) == ["601/4756/8"]
    actions.bring_register(cast.centre, by=cast.as_("cora"), data=lines(KELP.replace("4756/8", "3562/1")), name="newer.csv")
    assert [one.number for one in RegisterEntry.objects.all()] == ["601/3562/1"]
    assert register.entries_for(cast.centre.pk, ["601/4756/8"]) == {}
    assert Event.objects.filter(name=words.REGISTER_BROUGHT_IN).count() == 2


def test_a_list_that_is_refused_leaves_the_one_before(cast: Cast) -> None:
    actions.bring_register(cast.centre, by=cast.as_("cora"), data=lines(KELP), name="register.csv")
    with pytest.raises(Refused):
        actions.bring_register(cast.centre, by=cast.as_("cora"), data=b"nothing", name="none.csv")
    assert RegisterEntry.objects.count() == 1


def test_only_who_imports_brings_it_in(cast: Cast) -> None:
    for who in ("asif", "ines", "lena", "stan"):
        with pytest.raises(Refused, match="Only a centre manager"):
            actions.bring_register(cast.centre, by=cast.as_(who), data=lines(KELP), name="register.csv")
