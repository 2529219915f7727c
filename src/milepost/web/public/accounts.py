"""Signing in by allauth, as this house has it: nobody signs up, and a letter that cannot go out says so."""

from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from milepost.base.refusal import Refused
from milepost.web import devices


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - nobody, wherever they come from
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The device remembers who signed in on it, so that a witness who signs on the learner's is known."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user.uuid)
        return response

    def format_email_subject(self, subject: str) -> str:
        return subject  # ours say where they come from by themselves

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            raise Refused(_("No letter can be sent at the moment, so nothing was changed. Try again in a few minutes.")) from error
