"""Addresses of programmes and of the people on them."""

from django.urls import path

from milepost.web.programmes import advising, meeting, own, running

urlpatterns = [
    path("", running.programmes, name="programmes"),
    path("make/", running.programme_make, name="programme_make"),
    path("adopt/", running.programme_adopt, name="programme_adopt"),
    path("register/", running.programme_register, name="programme_register"),
    path("<uuid:uuid>/", running.programme, name="programme"),
    path("people/", advising.participants, name="participants"),
    path("people/<uuid:uuid>/", advising.participant, name="participant"),
    path("people/<uuid:uuid>/adviser/", running.participant_adviser, name="participant_adviser"),
    path("people/<uuid:uuid>/plan/", advising.participant_plan, name="participant_plan"),
    path("people/<uuid:uuid>/steps/", advising.participant_step, name="participant_step"),
    path("people/<uuid:uuid>/told/", advising.participant_told, name="participant_told"),
    path("told/<uuid:uuid>/take-back/", advising.told_take_back, name="told_take_back"),
    path("mine/plan/", own.own_plan, name="own_plan"),
    path("mine/steps/", own.own_step, name="own_step"),
    path("mine/appointment/", meeting.own_appointment, name="own_appointment"),
    path("mine/told/", own.own_told, name="own_told"),
    path("mine/told/<uuid:uuid>/", own.own_told_one, name="own_told_one"),
]
