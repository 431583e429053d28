from django.urls import path

from challenges.views import asking, comments, recap, reflecting, traces

urlpatterns = [
    path("sessions/<int:pk>/ask/", asking.ask, name="ask"),
    path("sessions/<int:pk>/reflect/", reflecting.reflect, name="reflect"),
    path("sessions/<int:pk>/feedback/", reflecting.feedback, name="feedback"),
    path("sessions/<int:pk>/recap/", recap.page, name="recap"),
    path("sessions/<int:pk>/recap/print.pdf", recap.sheet, name="recap_sheet"),
    path("sessions/<int:pk>/results/", recap.results, name="results"),
    path("feedback/", recap.all_results, name="all_results"),
    path("entries/<int:pk>/comment/", comments.add, name="add_comment"),
    path("comments/<int:pk>/delete/", comments.delete, name="delete_comment"),
    path("challenges/<int:pk>/as/<slug:kind>/", comments.see_as, name="see_as"),
    path("stories/", traces.listed, name="traces"),
    path("stories/choose/<int:pk>/", traces.choose, name="trace_choose"),
    path("stories/<int:pk>/", traces.shown, name="trace_shown"),
    path("stories/<int:pk>/share/", traces.share, name="trace_share"),
    path("stories/<int:pk>/<int:number>/", traces.present, name="trace_present"),
    path("stories/<int:pk>/print.pdf", traces.sheet, name="trace_sheet"),
    path("stories/parts/<int:pk>/", traces.edit_part, name="trace_edit"),
    path("stories/parts/<int:pk>/move/", traces.move_part, name="trace_move"),
]
