"""The second step of signing in by allauth, in the words of this house."""

from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DIGITS = _("The six digits")
ASKED = _("Type the six digits that the app shows now.")
EITHER = _("Six digits, or one of your codes")
EITHER_ASKED = _("Type the six digits, or one of your codes.")


class Adapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("These are not the digits that the app shows now. They change every half minute: wait for the next ones, and type those."),
        "cannot_delete_authenticator": _("The second step can’t be turned off here."),
        "cannot_generate_recovery_codes": _("Set up the second step first. The codes are for a day without your phone."),
    }  # fmt: skip


class AuthenticateForm(base.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self.fields["code"], label=EITHER, asks=EITHER_ASKED)


class ReauthenticateForm(base.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self.fields["code"], label=EITHER, asks=EITHER_ASKED)


class ActivateForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_words(self.fields["code"], label=DIGITS, asks=ASKED)


def _in_words(field: forms.Field, *, label: Any, asks: Any) -> None:
    field.label, field.error_messages["required"] = label, asks
    field.widget.attrs.pop("placeholder", None)
