from workshops import urls_sessions

app_name = "workshops"

urlpatterns = [*urls_sessions.urlpatterns]
