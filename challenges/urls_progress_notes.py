from django.urls import path

from challenges.views import progress_notes

urlpatterns = [
    path("progress-notes/", progress_notes.mine, name="progress_notes"),
    path("progress-notes/write/<int:pk>/", progress_notes.write, name="write_progress_note"),
    path("progress-notes/<int:pk>/", progress_notes.note, name="progress_note"),
    path("progress-notes/<int:pk>.pdf", progress_notes.sheet, name="progress_note_sheet"),
    path("progress-notes/<int:pk>/send/", progress_notes.send, name="send_progress_note"),
    path("progress-notes/<int:pk>/throw-away/", progress_notes.throw_away, name="throw_away_progress_note"),
]
