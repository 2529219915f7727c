"""Addresses of the pages about service standards."""

from django.urls import path

from milepost.web.standards import following, views

urlpatterns = [
    path("", views.standards, name="standards"),
    path("clocks/", views.standards_clocks, name="standards_clocks"),
    path("clocks/<uuid:uuid>/", views.standards_clock, name="standards_clock"),
    path("calendar/", views.standards_calendar, name="standards_calendar"),
    path("calendar/<uuid:uuid>/reopen/", views.standards_day_reopen, name="standards_day_reopen"),
    path("by-hand/", views.standards_by_hand, name="standards_by_hand"),
    path("set/", views.standards_set, name="standards_set"),
    path("page/", views.standards_page, name="standards_page"),
    path("steps/", following.standards_steps, name="standards_steps"),
    path("steps/<uuid:uuid>/", following.standards_sample, name="standards_sample"),
    path("steps/files/<uuid:uuid>/", following.standards_pick, name="standards_pick"),
    path("steps/actions/<uuid:uuid>/", following.standards_step_action, name="standards_step_action"),
    path("kept/<uuid:uuid>/", views.standards_public, name="standards_public"),
]
