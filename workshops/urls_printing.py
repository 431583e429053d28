from django.urls import path

from workshops.views import canvases, feed, packs, printing, word

urlpatterns = [
    path("sessions/<int:pk>/pack/", packs.pack_new, name="pack_new"),
    path("sessions/packs/<int:pk>/", packs.pack, name="pack"),
    path("sessions/packs/<int:pk>/<int:position>.pdf", packs.pack_file, name="pack_file"),
    path("sessions/<int:pk>/calendar.ics", printing.calendar, name="calendar"),
    path("calendar/<int:pk>/<str:token>.ics", feed.feed, name="feed"),
    path("sessions/<int:pk>/<slug:sheet>.pdf", printing.sheet, name="sheet"),
    path("sessions/<int:pk>/canvases/", canvases.canvases, name="canvases"),
    path("sessions/<int:pk>/agenda.docx", word.agenda, name="agenda_word"),
    path("sessions/<int:pk>/running-order.docx", word.running_order, name="running_order_word"),
]
