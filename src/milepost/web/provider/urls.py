"""Addresses of the pages about quality standards."""

from django.urls import path

from milepost.web.provider import assessing, bringing, edition, grid, mapping, outside, planning, views

urlpatterns = [
    path("", views.quality_standards, name="quality_standards"),
    path("bring/", bringing.quality_bring, name="quality_bring"),
    path("mappings/", mapping.quality_mappings, name="quality_mappings"),
    path("mappings/<uuid:uuid>/take-out/", mapping.quality_mapping_take_out, name="quality_mapping_take_out"),
    path("hold/<slug:key>/", views.quality_standard_hold, name="quality_standard_hold"),
    path("places/<uuid:uuid>/take-away/", views.quality_take_away, name="quality_take_away"),
    path("places/<uuid:uuid>/file/", views.quality_file, name="quality_file"),
    path("applications/<uuid:uuid>/", views.quality_application, name="quality_application"),
    path("applications/<uuid:uuid>/pdf/", views.quality_application_pdf, name="quality_application_pdf"),
    path("assess/", assessing.quality_assessing, name="quality_assessing"),
    path("<uuid:uuid>/assess/<str:key>/", assessing.quality_assess, name="quality_assess"),
    path("<uuid:uuid>/", views.quality_standard, name="quality_standard"),
    path("<uuid:uuid>/plan/", planning.quality_plan, name="quality_plan"),
    path("<uuid:uuid>/plan/<str:key>/<slug:what>/", planning.quality_plan_gap, name="quality_plan_gap"),
    path("<uuid:uuid>/grid/", grid.quality_grid, name="quality_grid"),
    path("<uuid:uuid>/grid.xlsx", grid.quality_grid_file, name="quality_grid_file"),
    path("<uuid:uuid>/edition/", edition.quality_edition, name="quality_edition"),
    path("<uuid:uuid>/editions/<int:number>/", edition.quality_edition_left, name="quality_edition_left"),
    path("<uuid:uuid>/peers/", outside.quality_peers, name="quality_peers"),
    path("<uuid:uuid>/day/", views.quality_day, name="quality_day"),
    path("<uuid:uuid>/freeze/", views.quality_freeze, name="quality_freeze"),
    path("<uuid:uuid>/indicators/<str:key>/", views.quality_indicator, name="quality_indicator"),
]
