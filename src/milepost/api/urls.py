"""Addresses of the interfaces."""

from django.urls import path

from milepost.api import case

urlpatterns = [
    path("case/v1p1/CFDocuments", case.case_documents, name="case_documents"),
    path("case/v1p1/<slug:collection>/<path:sourced_id>", case.case_thing, name="case_thing"),
    path("case/v1p1/<path:rest>", case.case_nothing, name="case_nothing"),
]
