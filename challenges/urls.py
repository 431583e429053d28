from django.urls import path

from challenges import urls_reflecting
from challenges.views import (
    agreement,
    cohort,
    commitments,
    drafts,
    entries,
    marks,
    mine,
    offered,
    rooms,
    sets,
    sharing,
    stages,
)

app_name = "challenges"

urlpatterns = [
    path("challenge/", mine.mine, name="mine"),
    path("challenge/write/<int:pk>/", mine.write, name="write"),
    path("challenges/<int:pk>/", mine.challenge, name="challenge"),
    path("challenges/<int:pk>/edit/", mine.edit, name="edit"),
    path("challenges/<int:pk>/share/", sharing.share_challenge, name="share_challenge"),
    path("challenges/<int:pk>/entries/new/", entries.add, name="add_entry"),
    path("challenges/<int:pk>/marks/", marks.check, name="marks"),
    path("challenges/<int:pk>/stage/", stages.move, name="stage"),
    path("drafts/<int:pk>/throw-away/", drafts.discard, name="discard_draft"),
    path("challenges/<int:pk>/commitments/new/", commitments.add, name="add_commitment"),
    path("entries/<int:pk>/share/", sharing.share_entry, name="share_entry"),
    path("commitments/<int:pk>/how-it-went/", commitments.how_it_went, name="how_it_went"),
    path("commitments/<int:pk>/share/", sharing.share_commitment, name="share_commitment"),
    path("set/", sets.mine, name="my_set"),
    path("sets/", sets.advised, name="sets"),
    path("sets/<int:pk>/", sets.learning_set, name="set"),
    path("sets/<int:pk>/rules/", agreement.write, name="set_rules"),
    path("sets/rules/<int:pk>/yes/", agreement.assent, name="assent"),
    path("sets/meetings/<int:pk>/room/", rooms.room, name="room"),
    path("sets/meetings/<int:pk>/clock/", rooms.clock, name="room_clock"),
    path("sets/meetings/<int:pk>/turn/", rooms.turn, name="room_turn"),
    path("sets/meetings/<int:pk>/promise/", rooms.promise, name="room_promise"),
    path("sets/meetings/<int:pk>/stages/", rooms.stages, name="room_stages"),
    path("sets/<int:pk>/dates/", offered.dates, name="set_dates"),
    path("sets/<int:pk>/dates/offer/", offered.offer, name="offer_date"),
    path("sets/dates/<int:pk>/settle/", offered.settle, name="settle_date"),
    path("sets/dates/<int:pk>/take-back/", offered.take_back, name="take_back_date"),
    path("cohorts/<int:pk>/challenges/", cohort.challenges, name="cohort"),
    *urls_reflecting.urlpatterns,
]
