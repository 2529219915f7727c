"""Addresses of the pages about the organisation's road."""

from django.urls import path

from milepost.web.readiness import views

urlpatterns = [
    path("", views.readiness, name="readiness"),
    path("dates/", views.readiness_dates, name="readiness_dates"),
    path("work/", views.readiness_work, name="readiness_work"),
    path("work/<uuid:uuid>/finish/", views.readiness_work_finish, name="readiness_work_finish"),
    path("work/<uuid:uuid>/drop/", views.readiness_work_drop, name="readiness_work_drop"),
    path("mileposts/<slug:key>/", views.readiness_milepost, name="readiness_milepost"),
    path("checkpoints/", views.readiness_checkpoints, name="readiness_checkpoints"),
    path("checkpoints/<uuid:uuid>/", views.readiness_checkpoint, name="readiness_checkpoint"),
]
