"""Addresses of the pages about promises."""

from django.urls import path

from milepost.web.promises import own, views

urlpatterns = [
    path("", views.promises, name="promises"),
    path("set/", views.promises_set, name="promises_set"),
    path("actions/<uuid:uuid>/", views.promise_action, name="promise_action"),
    path("actions/<uuid:uuid>/hand-over/", views.promise_action_hand_over, name="promise_action_hand_over"),
    path("remedies/<uuid:uuid>/", views.promise_remedy, name="promise_remedy"),
    path("mine/", own.promises_mine, name="promises_mine"),
    path("mine/<uuid:uuid>/", own.promise_tap, name="promise_tap"),
    path("said/<str:token>/", own.promise_answer, name="promise_answer"),
    path("kept/<uuid:centre>/", own.promise_board, name="promise_board"),
]
