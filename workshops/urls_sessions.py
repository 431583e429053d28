from django.urls import path

from workshops.views import attendance, days, editions, items, listing, pasting, planning, replies, session, speakers

urlpatterns = [
    path("sessions/", listing.sessions, name="sessions"),
    path("cohorts/<int:pk>/sessions/new/", planning.session_add, name="session_add"),
    path("sessions/<int:pk>/", session.session, name="session"),
    path("sessions/<int:pk>/edit/", planning.session_edit, name="session_edit"),
    path("sessions/<int:pk>/move/", planning.session_move, name="session_move"),
    path("sessions/<int:pk>/cancel/", planning.session_cancel, name="session_cancel"),
    path("sessions/<int:pk>/publish-dates/", planning.publish_dates, name="publish_dates"),
    path("sessions/<int:pk>/publish/", editions.publish, name="publish"),
    path("sessions/<int:pk>/editions/<int:number>/", editions.edition, name="edition"),
    path("sessions/<int:pk>/days/new/", days.day_add, name="day_add"),
    path("days/<int:pk>/edit/", days.day_edit, name="day_edit"),
    path("days/<int:pk>/cancel/", days.day_cancel, name="day_cancel"),
    path("days/<int:pk>/agenda/", items.agenda, name="agenda"),
    path("days/<int:pk>/paste/", pasting.paste, name="paste"),
    path("days/<int:pk>/items/new/", items.item_add, name="item_add"),
    path("items/<int:pk>/edit/", items.item_edit, name="item_edit"),
    path("items/<int:pk>/delete/", items.item_delete, name="item_delete"),
    path("sessions/<int:pk>/speakers/new/", speakers.speaker_add, name="speaker_add"),
    path("speakers/<int:pk>/edit/", speakers.speaker_edit, name="speaker_edit"),
    path("speakers/<int:pk>/remove/", speakers.speaker_remove, name="speaker_remove"),
    path("days/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("days/<int:pk>/replies/", replies.replies, name="replies"),
    path("days/<int:pk>/reply/<int:person>/", replies.reply, name="reply"),
]
