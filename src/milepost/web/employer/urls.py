"""Addresses of the pages about employers."""

from django.urls import path

from milepost.web.employer.views import contacting, files, journey, needs, one, owning, proposals, taking_away, today

urlpatterns = [
    path("", today.employer_today, name="employer_today"),
    path("all/", files.employer_list, name="employer_list"),
    path("all/employers.csv", taking_away.employer_list_csv, name="employer_list_csv"),
    path("all/<uuid:uuid>/open/", files.employer_open, name="employer_open"),
    path("all/journey/", journey.employer_journey, name="employer_journey"),
    path("all/journey/employer-journey.yaml", journey.employer_journey_file, name="employer_journey_file"),
    path("owners/", owning.employer_owners, name="employer_owners"),
    path("owners/leave/", owning.employer_leaves, name="employer_leaves"),
    path("owners/leave/<uuid:uuid>/", owning.employer_leave, name="employer_leave"),
    path("handovers/<uuid:uuid>/", owning.employer_handover, name="employer_handover"),
    path("enquiries/new/", contacting.employer_enquiry_new, name="employer_enquiry_new"),
    path("enquiries/<uuid:uuid>/", contacting.employer_enquiry, name="employer_enquiry"),
    path("steps/<uuid:uuid>/done/", contacting.employer_step, name="employer_step"),
    path("meetings/<uuid:uuid>/", contacting.employer_meeting, name="employer_meeting"),
    path("all/<uuid:uuid>/", one.employer_one, name="employer_one"),
    path("all/<uuid:uuid>/describe/", files.employer_describe, name="employer_describe"),
    path("all/<uuid:uuid>/close-stage/", one.employer_pass, name="employer_pass"),
    path("all/<uuid:uuid>/put-back/", files.employer_return, name="employer_return"),
    path("all/<uuid:uuid>/hand-over/", owning.employer_hand_over, name="employer_hand_over"),
    path("all/<uuid:uuid>/contact/", contacting.employer_contact, name="employer_contact"),
    path("all/<uuid:uuid>/meet/", contacting.employer_meet, name="employer_meet"),
    path("all/<uuid:uuid>/needs/", needs.employer_needs_open, name="employer_needs_open"),
    path("all/needs/<uuid:uuid>/", needs.employer_needs, name="employer_needs"),
    path("all/issues/<uuid:uuid>/", needs.employer_issue, name="employer_issue"),
    path("all/<uuid:uuid>/propose/", proposals.employer_proposal_open, name="employer_proposal_open"),
    path("all/proposals/<uuid:uuid>/", proposals.employer_proposal, name="employer_proposal"),
    path("all/proposals/<uuid:uuid>/version-<int:number>.pdf", proposals.employer_proposal_pdf, name="employer_proposal_pdf"),
    path("all/proposals/questions/<uuid:uuid>/", proposals.employer_proposal_question, name="employer_proposal_question"),
    path("all/<uuid:uuid>/merge/", files.employer_merge, name="employer_merge"),
    path("all/<uuid:uuid>/merge/<uuid:merge>/part/", files.employer_part, name="employer_part"),
]
