"""The seal by itself: it opens to each of two, to two others together, and to nobody and nothing else."""

import pytest

from milepost.concerns import sealing
from milepost.concerns.passphrases import words
from milepost.concerns.sealing import DoesNotOpenError

CHEAP = 2**4


def holder(passphrase: str) -> sealing.Key:
    return sealing.new_key(passphrase, bound=passphrase, cost=CHEAP)


def opened(sealed: sealing.Seal, boxed: bytes, passphrase: str, key: sealing.Key, bound: str = "case 1") -> bytes:
    return sealing.unbox(boxed, sealing.unlock(key, passphrase, bound=passphrase, cost=CHEAP), bound=bound)


def test_each_of_the_two_opens_it_alone_and_the_two_of_the_recovery_only_together() -> None:
    keys = {who: holder(who) for who in ("ann", "ben", "cat", "dan")}
    publics = [key.public for key in keys.values()]
    sealed = sealing.seal("Dora Hale", two=publics[:2], recovery=publics[2:], bound="case 1")
    for who, boxed in zip(("ann", "ben"), sealed.whole, strict=True):
        assert sealing.open_with(sealed.body, [opened(sealed, boxed, who, keys[who])], bound="case 1") == "Dora Hale"
    halves = [opened(sealed, boxed, who, keys[who]) for who, boxed in zip(("cat", "dan"), sealed.halves, strict=True)]
    assert sealing.open_with(sealed.body, halves, bound="case 1") == "Dora Hale"
    for half in halves:
        with pytest.raises(DoesNotOpenError):
            sealing.open_with(sealed.body, [half], bound="case 1")
    with pytest.raises(DoesNotOpenError):
        sealing.open_with(sealed.body, [halves[0], halves[0]], bound="case 1")


def test_a_third_and_a_fourth_hold_the_same_halves_in_their_place_and_no_one_half_twice_opens_it() -> None:
    keys = {who: holder(who) for who in ("cat", "dan", "eve", "flo")}
    ann, ben = holder("ann").public, holder("ben").public
    sealed = sealing.seal("Dora Hale", two=[ann, ben], recovery=[key.public for key in keys.values()], bound="case 1")
    cat, dan, eve, flo = (opened(sealed, boxed, who, keys[who]) for who, boxed in zip(keys, sealed.halves, strict=True))
    for pair in ([cat, dan], [eve, dan], [cat, flo], [eve, flo]):
        assert sealing.open_with(sealed.body, pair, bound="case 1") == "Dora Hale"
    for pair in ([cat, eve], [dan, flo], [cat], [flo]):
        with pytest.raises(DoesNotOpenError):
            sealing.open_with(sealed.body, pair, bound="case 1")


def test_another_passphrase_another_key_another_case_and_an_altered_letter_open_nothing() -> None:
    ann, ben = holder("ann"), holder("ben")
    sealed = sealing.seal("Dora Hale", two=[ann.public, ben.public], recovery=[], bound="case 1")
    assert sealed.halves == ()
    with pytest.raises(DoesNotOpenError):
        sealing.unlock(ann, "ann.", bound="ann", cost=CHEAP)
    with pytest.raises(DoesNotOpenError):
        sealing.unlock(ann, "ann", bound="ben", cost=CHEAP)
    with pytest.raises(DoesNotOpenError):
        opened(sealed, sealed.whole[0], "ben", ben)
    with pytest.raises(DoesNotOpenError):
        opened(sealed, sealed.whole[0], "ann", ann, "case 2")
    key = opened(sealed, sealed.whole[0], "ann", ann)
    with pytest.raises(DoesNotOpenError):
        sealing.open_with(sealed.body[:-1] + bytes([sealed.body[-1] ^ 1]), [key], bound="case 1")
    with pytest.raises(DoesNotOpenError):
        sealing.unbox(b"", sealing.unlock(ann, "ann", bound="ann", cost=CHEAP), bound="case 1")


def test_a_name_is_sealed_to_two_and_its_recovery_to_two_or_nobody() -> None:
    ann = holder("ann").public
    for two, recovery in (([ann], []), ([ann] * 3, []), ([ann] * 2, [ann])):
        with pytest.raises(ValueError, match="sealed to two"):
            sealing.seal("Dora Hale", two=two, recovery=recovery, bound="case 1")


def test_passphrases_are_drawn_and_typed_as_one_likes() -> None:
    drawn = {sealing.draw_passphrase(words()) for _ in range(50)}
    assert len(drawn) == 50
    assert {len(one.split()) for one in drawn} == {sealing.WORDS}
    key = sealing.new_key("one two three", bound="x", cost=CHEAP)
    assert sealing.unlock(key, "  One TWO   three ", bound="x", cost=CHEAP)
    assert sealing.new_key("one two three", bound="x", cost=CHEAP).wrapped != key.wrapped
