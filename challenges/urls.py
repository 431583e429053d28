from django.urls import path

from challenges import urls_coaching
from challenges.views import cohort, commitments, entries, mine, sets, sharing

app_name = "challenges"

urlpatterns = [
    path("challenge/", mine.mine, name="mine"),
    path("challenge/write/<int:pk>/", mine.write, name="write"),
    path("challenges/<int:pk>/", mine.challenge, name="challenge"),
    path("challenges/<int:pk>/edit/", mine.edit, name="edit"),
    path("challenges/<int:pk>/share/", sharing.share_challenge, name="share_challenge"),
    path("challenges/<int:pk>/entries/new/", entries.add, name="add_entry"),
    path("challenges/<int:pk>/commitments/new/", commitments.add, name="add_commitment"),
    path("entries/<int:pk>/share/", sharing.share_entry, name="share_entry"),
    path("commitments/<int:pk>/how-it-went/", commitments.how_it_went, name="how_it_went"),
    path("commitments/<int:pk>/share/", sharing.share_commitment, name="share_commitment"),
    path("set/", sets.mine, name="my_set"),
    path("sets/", sets.advised, name="sets"),
    path("sets/<int:pk>/", sets.learning_set, name="set"),
    path("cohorts/<int:pk>/challenges/", cohort.challenges, name="cohort"),
    *urls_coaching.urlpatterns,
]
