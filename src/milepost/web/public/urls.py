"""What everybody reaches: the door, letters, one's own roles and notices, and the demonstration's choice of person."""

from django.urls import path

from milepost.web.concerns import door
from milepost.web.concerns.quiet import DOOR
from milepost.web.employer.views import own
from milepost.web.public import asking, calendars, competence, impact, peers, proposals, reviews, searching, views, visitors, witness

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", searching.search, name="search"),
    path("healthz", views.healthz, name="healthz"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("w/<str:token>/", witness.witness, name="witness"),
    path("w/<str:token>/not-me/", witness.witness_return, name="witness_return"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("r/<str:token>/", reviews.review_by_letter, name="review_by_letter"),
    path("r/<str:token>/pdf/", reviews.review_pdf_by_letter, name="review_pdf_by_letter"),
    path("reviews/<uuid:uuid>/pdf/", reviews.review_pdf, name="review_pdf"),
    path("p/<str:token>/", proposals.proposal_by_letter, name="proposal_by_letter"),
    path("p/<str:token>/pdf/", proposals.proposal_pdf_by_letter, name="proposal_pdf_by_letter"),
    path("e/<str:token>/", own.employer_own_by_link, name="employer_own_by_link"),
    path("e/<str:token>/tell/", own.employer_own_tell_by_link, name="employer_own_tell_by_link"),
    path("e/<str:token>/concerns/<uuid:uuid>/", own.employer_own_concern_by_link, name="employer_own_concern_by_link"),
    path(f"{DOOR}<uuid:centre>/", door.door, name="door"),
    path(f"{DOOR}<uuid:centre>/back/", door.door_back, name="door_back"),
    path("h/<str:token>/", impact.impact_by_letter, name="impact_by_letter"),
    path("s/<str:token>/", peers.peer_by_letter, name="peer_by_letter"),
    path("s/<str:token>/files/<uuid:uuid>/", peers.peer_file, name="peer_file"),
    path("s/<str:token>/<str:key>/", peers.peer_indicator, name="peer_indicator"),
    path("ask/<uuid:uuid>/", asking.ask, name="ask"),
    path("switch/", views.switch_appointment, name="switch_appointment"),
    path("theme/", views.set_theme, name="set_theme"),
    path("messages/", views.notices, name="notices"),
    path("messages/read/", views.notices_read, name="notices_read"),
    path("messages/<uuid:uuid>/", views.notice, name="notice"),
    path("competence/", competence.own_competence, name="own_competence"),
    path("competence/keeping-up/", competence.own_cpd, name="own_cpd"),
    path("competence/interests/", competence.own_interest, name="own_interest"),
    path("competence/interests/<uuid:uuid>/over/", competence.own_interest_end, name="own_interest_end"),
    path("demo/", visitors.demo, name="demo"),
    path("demo/switch/", visitors.demo_switch, name="demo_switch"),
    # Before allauth's own: an address is how a centre knows somebody, so nobody changes it by themselves.
    path("accounts/email/", views.email_stays, name="account_email"),
]
