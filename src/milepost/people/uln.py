"""The Unique Learner Number: ten digits, the last of which checks the others."""

from django.utils.translation import gettext as _

TEMPORARY = "9999999999"  # stands in until the learner's own number is known


def why_not_uln(text: str) -> str | None:
    """Why `text` is no Unique Learner Number. None means that it is one, or that it is the temporary one."""
    if not (len(text) == 10 and text.isascii() and text.isdigit()):
        return _("A Unique Learner Number has ten digits. Copy it from the learner's record.")
    if text == TEMPORARY:
        return None
    rest = sum(int(digit) * weight for digit, weight in zip(text[:9], range(10, 1, -1), strict=True)) % 11
    if rest == 0 or int(text[9]) != 10 - rest:
        return _("The check digit of this Unique Learner Number does not fit, so a digit is wrong. Compare it with the learner's record.")
    return None
