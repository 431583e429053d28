from django.urls import path

from challenges.views import assessments, coaching, coaching_words, pairs, slots

urlpatterns = [
    path("coaching/", coaching.mine, name="coaching"),
    path("coaching/<int:pk>/", coaching.pair, name="pair"),
    path("coaching/<int:pk>/book/", slots.book, name="book_slot"),
    path("coaching/<int:pk>/move/", slots.move, name="move_slot"),
    path("coaching/dates/<int:pk>/cancel/", slots.cancel, name="cancel_date"),
    path("coaching/places/<int:pk>/offer/", slots.offer, name="offer_slot"),
    path("coaching/slots/<int:pk>/withdraw/", slots.withdraw, name="withdraw_slot"),
    path("coaching/<int:pk>/notes/new/", coaching_words.add_note, name="add_note"),
    path("coaching/notes/<int:pk>/edit/", coaching_words.edit_note, name="edit_note"),
    path("coaching/notes/<int:pk>/share/", coaching_words.share_note, name="share_note"),
    path("coaching/<int:pk>/interviews/", coaching_words.interviews, name="interviews"),
    path("coaching/<int:pk>/interviews/<str:moment>/", coaching_words.interview, name="interview"),
    path("coaching/interviews/<int:pk>/share/", coaching_words.share_interview, name="share_interview"),
    path("coaching/<int:pk>/end/", pairs.end, name="end_pair"),
    path("cohorts/<int:pk>/coaching/", pairs.pairs, name="pairs"),
    path("strengths/", assessments.mine, name="strengths"),
    path("strengths/<int:pk>/", assessments.assessment, name="assessment"),
    path("strengths/<int:pk>/<str:moment>/", assessments.assess, name="assess"),
    path("assessments/<int:pk>/share/", assessments.share, name="share_assessment"),
]
