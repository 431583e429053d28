from django.urls import path

from workshops.views import certificates, exporting, keeping, materials, overview, starting, templates

urlpatterns = [
    path("programmes/<int:pk>/templates/", templates.templates, name="templates"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/delete/", templates.template_delete, name="template_delete"),
    path("sessions/<int:pk>/keep/", keeping.session_keep, name="session_keep"),
    path("items/<int:pk>/keep/", keeping.item_keep, name="item_keep"),
    path("days/<int:pk>/from-template/", keeping.template_put, name="template_put"),
    path("cohorts/<int:pk>/programme/", overview.programme, name="programme"),
    path("cohorts/<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("cohorts/<int:pk>/export/attendance/", exporting.export_attendance, name="export_attendance"),
    path("cohorts/<int:pk>/certificates.pdf", certificates.certificates_sheet, name="certificates_sheet"),
    path("cohorts/<int:pk>/programme.pdf", overview.programme_sheet, name="programme_sheet"),
    path("cohorts/<int:pk>/programme.ics", overview.programme_calendar, name="programme_calendar"),
    path("items/<int:pk>/materials/", materials.materials, name="materials"),
    path("materials/<int:pk>/", materials.material, name="material"),
    path("materials/<int:pk>/edit/", materials.material_edit, name="material_edit"),
    path("materials/<int:pk>/delete/", materials.material_delete, name="material_delete"),
    path("cohorts/<int:pk>/sessions/new/from-template/", starting.from_template, name="start_from_template"),
    path("cohorts/<int:pk>/sessions/new/copy/", starting.copy_from, name="copy_from"),
    path("sessions/<int:pk>/copy/<int:cohort>/", starting.session_copy, name="session_copy"),
]
