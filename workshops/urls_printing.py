from django.urls import path

from workshops.views import printing

urlpatterns = [
    path("sessions/<int:pk>/calendar.ics", printing.calendar, name="calendar"),
    path("sessions/<int:pk>/<slug:sheet>.pdf", printing.sheet, name="sheet"),
]
