"""Addresses of the pages of caseworkers."""

from django.urls import path

from milepost.web.concerns import views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("<uuid:uuid>/", views.case, name="case"),
    path("<uuid:uuid>/pictures/<uuid:picture>/", views.case_picture, name="case_picture"),
]
