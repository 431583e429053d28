from django.urls import path

from reminders.views import bouncing, copying, ledger, moving, optional, rules, waiting, watching, writing

app_name = "reminders"

urlpatterns = [
    path("bounces/", bouncing.take_bounce, name="take_bounce"),
    path("sessions/<int:pk>/move/", moving.session_move, name="session_move"),
    path("sessions/<int:pk>/cancel/", moving.session_cancel, name="session_cancel"),
    path("days/<int:pk>/cancel/", moving.day_cancel, name="day_cancel"),
    path("cohorts/<int:pk>/postpone/", moving.postpone_all, name="postpone_all"),
    path("cohorts/<int:pk>/copy/", copying.cohort_copy, name="cohort_copy"),
    path("programmes/<int:pk>/copy/", copying.programme_copy, name="programme_copy"),
    path("cohorts/<int:pk>/waited/", waiting.waited, name="waited"),
    path("messages/", ledger.ledger, name="ledger"),
    path("messages/export/", ledger.export_messages, name="export_messages"),
    path("messages/ahead/", ledger.ahead, name="ahead"),
    path("me/mails/links/", optional.end_links, name="end_links"),
    path("me/mails/", optional.my_mails, name="my_mails"),
    path("mails/<int:person>/<slug:kind>/<str:token>/", optional.stop, name="stop"),
    path("messages/mine/", ledger.mine, name="mine"),
    path("messages/<int:pk>/try-again/", ledger.try_again, name="try_again"),
    path("messages/<int:pk>/dismiss/", ledger.dismiss, name="dismiss"),
    path("messages/written/", writing.writing, name="writing"),
    path("messages/written/<int:pk>/", writing.written, name="written"),
    path("messages/written/<int:pk>/take-back/", writing.take_back, name="take_back"),
    path("messages/write/<int:pk>/", writing.write, name="write"),
    path("messages/watch/", watching.watch, name="watch"),
    path("messages/pause/<int:pk>/", watching.pause, name="pause"),
    path("messages/resume/<int:pk>/", watching.resume, name="resume"),
    path("messages/pause/", watching.pause_all, name="pause_all"),
    path("messages/resume/", watching.resume_all, name="resume_all"),
    path("messages/rules/", rules.rules, name="rules"),
    path("messages/rules/<int:pk>/new/<slug:kind>/", rules.rule_add, name="rule_add"),
    path("messages/rules/<int:pk>/edit/", rules.rule_edit, name="rule_edit"),
    path("messages/rules/<int:pk>/switch/", rules.rule_switch, name="rule_switch"),
]
