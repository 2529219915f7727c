"""Addresses of the centre's pages."""

from django.urls import path

from milepost.web.centre.views import approval, bringing_in, carrying, imports, learners, people, qualifications, today

urlpatterns = [
    path("", today.centre_home, name="centre_home"),
    path("learners/", learners.centre_learners, name="centre_learners"),
    path("learners/cohort.csv", learners.centre_cohort_csv, name="centre_cohort_csv"),
    path("learners/register/", learners.centre_register, name="centre_register"),
    path("packages/", carrying.centre_packages, name="centre_packages"),
    path("packages/receive/", carrying.centre_receive, name="centre_receive"),
    path("packages/receive/<uuid:uuid>/", carrying.centre_receive_one, name="centre_receive_one"),
    path("learners/<uuid:uuid>/pack/", carrying.centre_pack, name="centre_pack"),
    path("learners/<uuid:uuid>/", learners.centre_learner, name="centre_learner"),
    path("learners/<uuid:uuid>/allocate/", learners.centre_allocate, name="centre_allocate"),
    path("qualifications/", qualifications.centre_qualifications, name="centre_qualifications"),
    path("qualifications/adopt/", qualifications.centre_adopt, name="centre_adopt"),
    path("qualifications/<uuid:uuid>/", qualifications.centre_specification, name="centre_specification"),
    path("qualifications/<uuid:uuid>/approval/<int:place>/", approval.centre_approval, name="centre_approval"),
    path("qualifications/import/", imports.centre_import, name="centre_import"),
    path("qualifications/imports/<uuid:uuid>/", imports.centre_import_review, name="centre_import_review"),
    path("qualifications/imports/<uuid:uuid>/pages/<int:page>.webp", imports.centre_source_page, name="centre_source_page"),
    path("qualifications/imports/<uuid:uuid>/decide/<int:warning>/", imports.centre_decide, name="centre_decide"),
    path("qualifications/imports/<uuid:uuid>/correct/", imports.centre_correct, name="centre_correct"),
    path("qualifications/imports/<uuid:uuid>/publish/", imports.centre_publish, name="centre_publish"),
    path("qualifications/imports/<uuid:uuid>/give-up/", imports.centre_give_up, name="centre_give_up"),
    path("people/", people.centre_people, name="centre_people"),
    path("people/invite/", people.centre_invite, name="centre_invite"),
    path("people/invitations/<uuid:uuid>/again/", people.centre_invitation_again, name="centre_invitation_again"),
    path("people/invitations/<uuid:uuid>/withdraw/", people.centre_invitation_withdraw, name="centre_invitation_withdraw"),
    path("people/appointments/<uuid:uuid>/end/", people.centre_appointment_end, name="centre_appointment_end"),
    path("people/employers/", people.centre_employers, name="centre_employers"),
    path("lists/", bringing_in.centre_bring_in, name="centre_bring_in"),
    path("lists/empty.csv", bringing_in.centre_bring_in_template, name="centre_bring_in_template"),
    path("lists/<uuid:uuid>/", bringing_in.centre_intake, name="centre_intake"),
    path("lists/<uuid:uuid>/to-put-right.csv", bringing_in.centre_intake_wrong, name="centre_intake_wrong"),
    path("lists/<uuid:uuid>/settle/", bringing_in.centre_intake_settle, name="centre_intake_settle"),
    path("lists/<uuid:uuid>/apply/", bringing_in.centre_intake_apply, name="centre_intake_apply"),
    path("lists/<uuid:uuid>/give-up/", bringing_in.centre_intake_give_up, name="centre_intake_give_up"),
    path("lists/<uuid:uuid>/letters/", bringing_in.centre_intake_letters, name="centre_intake_letters"),
]
