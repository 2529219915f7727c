"""Addresses of the interfaces."""

from django.urls import path, register_converter

from milepost.api import case


class Anything:
    """What other systems may write into an address, ends of lines and all: they get their answer in their own format."""

    regex = r"[\s\S]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Anything, "anything")

urlpatterns = [
    path("case/v1p1/CFDocuments", case.case_documents, name="case_documents"),
    path("case/v1p1/<slug:collection>/<anything:sourced_id>", case.case_thing, name="case_thing"),
    path("case/v1p1/<anything:rest>", case.case_nothing, name="case_nothing"),
]
