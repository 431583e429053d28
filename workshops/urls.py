from workshops import urls_library, urls_printing, urls_sessions

app_name = "workshops"

urlpatterns = [*urls_sessions.urlpatterns, *urls_printing.urlpatterns, *urls_library.urlpatterns]
