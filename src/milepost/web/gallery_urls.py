"""The gallery of components: open to everybody, only where DEBUG or DEMO is on."""

from django.urls import path

from milepost.web import gallery

urlpatterns = [path("gallery/", gallery.components, name="gallery")]
