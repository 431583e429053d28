from django.urls import path

from cohorts.views import building, exporting, importing, people, sets

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("cohorts/<int:pk>/people/", people.cohort_people, name="cohort_people"),
    path("cohorts/<int:pk>/people/add/", people.place_add, name="place_add"),
    path("cohorts/<int:pk>/people/invite/", people.invite, name="invite"),
    path("places/<int:pk>/edit/", people.place_edit, name="place_edit"),
    path("places/<int:pk>/rejoin/", people.place_rejoin, name="place_rejoin"),
    path("places/<int:pk>/invite/", people.place_invite, name="place_invite"),
    path("cohorts/<int:pk>/export/", exporting.export_people, name="export"),
    path("cohorts/<int:pk>/export/nominations/", exporting.export_nominations, name="export_nominations"),
    path("cohorts/<int:pk>/import/", importing.import_people, name="import"),
    path("cohorts/<int:pk>/import/<int:upload>/", importing.import_preview, name="import_preview"),
    path("cohorts/<int:pk>/import/<int:upload>/merge/", importing.import_merge, name="import_merge"),
    path("cohorts/<int:pk>/import/<int:upload>/columns/", importing.import_columns, name="import_columns"),
    path("cohorts/<int:pk>/import/<int:upload>/mend/", importing.import_mend, name="import_mend"),
    path("cohorts/<int:pk>/import/<int:upload>/save/", importing.import_confirm, name="import_confirm"),
    path("cohorts/<int:pk>/import/<int:upload>/progress/", importing.import_progress, name="import_progress"),
    path("cohorts/<int:pk>/import/<int:upload>/cancel/", importing.import_cancel, name="import_cancel"),
    path("cohorts/<int:pk>/sets/", sets.sets, name="sets"),
    path("cohorts/<int:pk>/sets/make/", sets.sets_make, name="sets_make"),
    path("sets/<int:pk>/remove/", sets.set_remove, name="set_remove"),
    path("cohorts/<int:pk>/sets/build/", building.builder, name="set_builder"),
    path("cohorts/<int:pk>/sets/build/proposal/", building.proposal, name="set_proposal"),
    path("cohorts/<int:pk>/sets/wishes/add/", building.wish_add, name="set_wish_add"),
    path("sets/wishes/<int:pk>/remove/", building.wish_forget, name="set_wish_remove"),
]
