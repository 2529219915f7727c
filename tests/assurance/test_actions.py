"""The second pair of eyes."""

import pytest

from milepost.assessment import actions as assessment
from milepost.assurance import actions, queries, words
from milepost.base.models import Event
from milepost.base.refusal import Refused
from milepost.people.words import Role
from milepost.portfolios import actions as portfolios
from milepost.portfolios.models import Progress
from tests import build
from tests.cast import Cast


def row_of(registration) -> Progress:
    return Progress.objects.get(registration=registration)


def test_an_agreed_unit_is_final(cast: Cast):
    made = build.with_units(cast)
    review = build.agreed(cast, made)
    row = row_of(made)
    assert (row.signed, row.signed_percent) == ({"L1": "agreed"}, 40)
    event = Event.objects.filter(stream=made.stream).latest("position")
    assert (event.name, event.rows[0][1]) == (words.UNIT_AGREED, str(review.uuid))


def test_a_returned_unit_is_open_again(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    with pytest.raises(Refused, match="Say why"):
        actions.return_unit(signed, by=cast.as_("ines"), reason=" ")
    actions.return_unit(signed, by=cast.as_("ines"), reason="1.2 rests on somebody else's watch.")
    assert row_of(made).signed == {"L1": "returned"}
    build.judged(cast, made, ["L1:1.2"])
    anew = assessment.sign_off(made, by=cast.as_("asif"), unit="L1")
    assert anew.supersedes == signed
    actions.agree_unit(anew, by=cast.as_("ines"))
    assert row_of(made).signed_percent == 40


def test_a_sign_off_is_looked_at_once(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    actions.agree_unit(signed, by=cast.as_("ines"))
    with pytest.raises(Refused, match="already"):
        actions.return_unit(signed, by=cast.as_("ines"), reason="Late thought")


@pytest.mark.parametrize("name", ["asif", "cora", "lena", "eva", "stan"])
def test_only_the_iqa_of_the_centre_looks(cast: Cast, name):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    with pytest.raises(Refused):
        actions.agree_unit(signed, by=cast.as_(name))


def test_the_iqa_of_another_centre_does_not_look(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    theirs = cast.as_("stan", Role.IQA)
    with pytest.raises(Refused, match="of this centre"):
        actions.agree_unit(signed, by=theirs)
    with pytest.raises(Refused, match="of this centre"):
        actions.return_unit(signed, by=theirs, reason="Not yours")


def test_what_waits_for_the_iqa_is_oldest_first(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    assert list(queries.sign_offs_awaiting(by=cast.as_("ines"))) == [signed]
    assert list(queries.sign_offs_awaiting(by=cast.as_("stan"))) == []
    actions.agree_unit(signed, by=cast.as_("ines"))
    assert list(queries.sign_offs_awaiting(by=cast.as_("ines"))) == []


def test_a_unit_whose_evidence_changed_is_not_agreed(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    evidence = made.evidence.get()
    portfolios.replace_evidence(evidence, by=cast.as_("lena"), body="Another text.")
    with pytest.raises(Refused, match="in doubt"):
        actions.agree_unit(signed, by=cast.as_("ines"))
    assert row_of(made).signed_percent == 0


def test_a_unit_judged_anew_after_it_was_agreed_needs_a_second_look_again(cast: Cast):
    made = build.with_units(cast)
    build.agreed(cast, made)
    portfolios.replace_evidence(made.evidence.get(), by=cast.as_("lena"), body="Another text.")
    build.judged(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"])
    assert (row_of(made).signed, row_of(made).signed_percent) == ({"L1": "reopened"}, 0)
    anew = assessment.sign_off(made, by=cast.as_("asif"), unit="L1")
    actions.agree_unit(anew, by=cast.as_("ines"))
    assert row_of(made).signed_percent == 40


def test_a_sign_off_is_not_looked_at_while_its_judgements_change(cast: Cast):
    made = build.with_units(cast)
    signed = build.signed_off(cast, made)
    portfolios.replace_evidence(made.evidence.get(), by=cast.as_("lena"), body="Another text.")
    build.judged(cast, made, ["L1:1.1", "L1:1.2", "L1:R2.a"])
    with pytest.raises(Refused, match="open again"):
        actions.agree_unit(signed, by=cast.as_("ines"))
    with pytest.raises(Refused, match="open again"):
        actions.return_unit(signed, by=cast.as_("ines"), reason="Too late")
