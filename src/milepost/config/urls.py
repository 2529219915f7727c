"""The root of the URLs: each audience brings its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("milepost.web.public.urls")),
    path("accounts/", include("allauth.urls")),
    path("learn/", include("milepost.web.learner.urls")),
    path("assess/", include("milepost.web.assessor.urls")),
    path("assure/", include("milepost.web.quality.urls")),
    path("centre/", include("milepost.web.centre.urls")),
    path("employers/", include("milepost.web.employer.urls")),
    path("stakeholders/", include("milepost.web.stakeholders.urls")),
    path("workbooks/", include("milepost.web.workbooks.urls")),
    path("standards/", include("milepost.web.standards.urls")),
    path("programmes/", include("milepost.web.programmes.urls")),
    path("promises/", include("milepost.web.promises.urls")),
    path("my/information/", include("milepost.web.concerns.told_urls")),
    path("cases/", include("milepost.web.concerns.urls")),
    path("quality-standards/", include("milepost.web.provider.urls")),
    path("readiness/", include("milepost.web.readiness.urls")),
    path("ims/", include("milepost.api.urls")),
    path("files/", include("milepost.web.files.urls")),
]
if settings.DEBUG or settings.DEMO:
    urlpatterns += [path("", include("milepost.web.gallery_urls"))]

handler400 = "milepost.web.errors.bad_request"
handler403 = "milepost.web.errors.refused"
handler404 = "milepost.web.errors.not_found"
handler500 = "milepost.web.errors.broken"
