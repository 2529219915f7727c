"""Letters for whoever has no post office: printed as a person reads them, so that a link in one can be opened."""

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend


class Printed(EmailBackend):
    """Django prints what would travel, where a long line is broken in two with "=": a copied link then opens nothing."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}{'-' * 79}\n")
