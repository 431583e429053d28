from django.urls import path

from cohorts import urls_nominations, urls_people
from cohorts.views import avoided, cohorts, logos, own_columns, programmes, roles, venues

app_name = "cohorts"

urlpatterns = [
    path("programmes/new/", programmes.programme_add, name="programme_add"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/edit/", programmes.programme_edit, name="programme_edit"),
    path("programmes/<int:pk>/columns/", own_columns.own_columns, name="own_columns"),
    path("programmes/<int:pk>/partners/new/", roles.partner_add, name="partner_add"),
    path("partners/<int:pk>/remove/", roles.partner_remove, name="partner_remove"),
    path("partners/<int:pk>/logo/", logos.logo, name="logo"),
    path("partners/<int:pk>/logo/edit/", logos.logo_edit, name="logo_edit"),
    path("partners/<int:pk>/logo/remove/", logos.logo_remove, name="logo_remove"),
    path("programmes/<int:pk>/avoid/", avoided.avoid, name="avoid"),
    path("avoided/<int:pk>/forget/", avoided.forget, name="avoided_forget"),
    path("programmes/<int:pk>/roles/new/", roles.role_add, name="role_add"),
    path("roles/<int:pk>/hand-over/", roles.role_hand_over, name="role_hand_over"),
    path("roles/<int:pk>/end/", roles.role_remove, name="role_remove"),
    path("programmes/<int:pk>/venues/new/", venues.venue_add, name="venue_add"),
    path("venues/<int:pk>/edit/", venues.venue_edit, name="venue_edit"),
    path("programmes/<int:pk>/cohorts/new/", cohorts.cohort_add, name="cohort_add"),
    path("cohorts/<int:pk>/", cohorts.cohort, name="cohort"),
    path("cohorts/<int:pk>/edit/", cohorts.cohort_edit, name="cohort_edit"),
    *urls_people.urlpatterns,
    *urls_nominations.urlpatterns,
]
