"""Uploads, originals, the pages of previews, and drafts."""

from django.urls import path

from milepost.web.files import tus, views

urlpatterns = [
    path("uploads/", tus.uploads, name="uploads"),
    path("uploads/<uuid:uuid>", tus.upload, name="upload"),
    path("drafts/<path:place>", views.draft_keep, name="draft_keep"),
    path("packages/<uuid:uuid>/", views.package_file, name="package_file"),
    path("<uuid:uuid>/", views.original, name="file"),
    path("<uuid:uuid>/preview/", views.preview_of, name="file_preview"),
    path("<uuid:uuid>/pages/<int:number>/<int:width>.webp", views.page_image, name="file_page"),
]
