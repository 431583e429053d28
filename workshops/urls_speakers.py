from django.urls import path

from workshops.views import briefing, gaps, speak, speakers

urlpatterns = [
    path("sessions/<int:pk>/speakers/new/", speakers.speaker_add, name="speaker_add"),
    path("speakers/<int:pk>/", briefing.speaker, name="speaker"),
    path("speakers/<int:pk>/answer/", briefing.speaker_answer, name="speaker_answer"),
    path("speakers/<int:pk>/send/", briefing.speaker_send, name="speaker_send"),
    path("speakers/<int:pk>/link/", briefing.speaker_link, name="speaker_link"),
    path("speakers/<int:pk>/gap/", gaps.gap, name="gap"),
    path("speakers/<int:pk>/edit/", speakers.speaker_edit, name="speaker_edit"),
    path("speakers/<int:pk>/remove/", speakers.speaker_remove, name="speaker_remove"),
    path("speak/<int:pk>/<str:token>/", speak.speak, name="speak"),
]
