from django.urls import path

from workshops.views import presentations, room

urlpatterns = [
    path("items/<int:pk>/room/", room.room, name="room"),
    path("items/<int:pk>/room/card/", room.card, name="room_card"),
    path("items/<int:pk>/room/order/", room.order, name="room_order"),
    path("items/<int:pk>/room/screen/", room.screen, name="room_screen"),
    path("items/<int:pk>/presentations/", presentations.presentations, name="presentations"),
    path("items/<int:pk>/presentations/turn/", presentations.presentations_turn, name="presentations_turn"),
]
