from django.urls import path

from challenges.views import canvases, cohort, commitments, entries, maps, mine, sets, sharing

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
    path("challenges/<int:pk>/maps/new/", maps.start, name="start_map"),
    path("maps/<int:pk>/", maps.map_page, name="map"),
    path("maps/<int:pk>.pdf", maps.sheet, name="map_sheet"),
    path("maps/<int:pk>/share/", maps.share_map, name="share_map"),
    path("maps/<int:pk>/with/<int:other>/", maps.compare, name="compare_maps"),
    path("maps/<int:pk>/people/new/", maps.add, name="add_stakeholder"),
    path("maps/people/<int:pk>/edit/", maps.edit, name="edit_stakeholder"),
    path("maps/people/<int:pk>/remove/", maps.remove, name="remove_stakeholder"),
    path("challenges/<int:pk>/canvases/", canvases.of_challenge, name="canvases"),
    path("challenges/<int:pk>/canvases/<slug:name>/", canvases.fill, name="fill_canvas"),
    path("canvases/<int:pk>/", canvases.canvas_page, name="canvas"),
    path("canvases/<int:pk>.pdf", canvases.sheet, name="canvas_sheet"),
    path("canvases/<int:pk>/edit/", canvases.edit, name="edit_canvas"),
    path("canvases/<int:pk>/share/", canvases.share_canvas, name="share_canvas"),
    path("canvases/canvas-<slug:name>.pdf", canvases.blank, name="blank_canvas"),
    path("sets/<int:pk>/maps/", maps.of_set, name="set_maps"),
    path("set/", sets.mine, name="my_set"),
    path("sets/", sets.advised, name="sets"),
    path("sets/<int:pk>/", sets.learning_set, name="set"),
    path("cohorts/<int:pk>/challenges/", cohort.challenges, name="cohort"),
]
