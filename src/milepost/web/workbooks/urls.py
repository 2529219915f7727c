"""Addresses of the pages about workbooks."""

from django.urls import path

from milepost.web.workbooks import sharing, views

urlpatterns = [
    path("", views.workbooks, name="workbooks"),
    path("<uuid:uuid>/", views.workbook, name="workbook"),
    path("<uuid:uuid>/read/", views.workbook_read, name="workbook_read"),
    path("<uuid:uuid>/claim/", views.workbook_claim, name="workbook_claim"),
    path("<uuid:uuid>/share/", sharing.workbook_share, name="workbook_share"),
    path("<uuid:uuid>/hand-over/", sharing.workbook_hand_over, name="workbook_hand_over"),
    path("shared/<uuid:uuid>/", sharing.workbook_shared, name="workbook_shared"),
]
