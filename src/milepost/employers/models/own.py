"""The employer's own page: the link by which somebody there opens it."""

from django.db import models

from milepost.employers.models.journey import EmployerFile
from milepost.employers.models.letters import Letter


class PageLetter(Letter):
    """The private link of one contact to the employer's own page, until it is taken back. Only a digest of its secret is kept."""

    PERSONAL = {"name": "kept with the file", "email": "set to blank 90 days after it ended"}

    file = models.ForeignKey(EmployerFile, models.PROTECT, related_name="page_letters")

    class Meta:
        indexes = [models.Index(fields=["file", "withdrawn_at"], name="page_letter_good")]

    def __str__(self) -> str:
        return f"page of {self.name}"
