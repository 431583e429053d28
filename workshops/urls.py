from workshops import urls_library, urls_printing, urls_room, urls_sessions, urls_speakers

app_name = "workshops"

urlpatterns = [
    *urls_sessions.urlpatterns,
    *urls_speakers.urlpatterns,
    *urls_library.urlpatterns,
    *urls_printing.urlpatterns,
    *urls_room.urlpatterns,
]
