from django.urls import path

from challenges.views import notes

urlpatterns = [
    path("sets/<int:pk>/notes/", notes.notes, name="set_notes"),
    path("sets/<int:pk>/notes/new/", notes.add, name="add_set_note"),
    path("sets/<int:pk>/notes/let-in/<int:place>/", notes.let_in, name="let_in"),
    path("sets/<int:pk>/notes/delete-all/", notes.end, name="end_set_notes"),
    path("sets/notes/<int:pk>/edit/", notes.edit, name="edit_set_note"),
    path("sets/notes/<int:pk>/delete/", notes.delete, name="delete_set_note"),
    path("sets/meetings/<int:pk>/look-back/", notes.look_back, name="look_back"),
]
