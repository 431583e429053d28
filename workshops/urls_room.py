from django.urls import path

from workshops.views import room

urlpatterns = [
    path("items/<int:pk>/room/", room.room, name="room"),
    path("items/<int:pk>/room/card/", room.card, name="room_card"),
    path("items/<int:pk>/room/order/", room.order, name="room_order"),
    path("items/<int:pk>/room/screen/", room.screen, name="room_screen"),
]
