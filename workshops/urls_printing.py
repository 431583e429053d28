from django.urls import path

from workshops.views import packs, printing

urlpatterns = [
    path("sessions/<int:pk>/pack/", packs.pack_new, name="pack_new"),
    path("sessions/packs/<int:pk>/", packs.pack, name="pack"),
    path("sessions/packs/<int:pk>/<int:position>.pdf", packs.pack_file, name="pack_file"),
    path("sessions/<int:pk>/calendar.ics", printing.calendar, name="calendar"),
    path("sessions/<int:pk>/<slug:sheet>.pdf", printing.sheet, name="sheet"),
]
