from django.urls import path

from cohorts.views import nominate, nominations, nominations_link

urlpatterns = [
    path("cohorts/<int:pk>/nominations/", nominations.nominations, name="nominations"),
    path("cohorts/<int:pk>/nominations/add/", nominations.nomination_add, name="nomination_add"),
    path("cohorts/<int:pk>/nominations/link/", nominations_link.link, name="nomination_link"),
    path("cohorts/<int:pk>/nominations/link/renew/", nominations_link.renew, name="nomination_link_renew"),
    path("cohorts/<int:pk>/nominations/link/close/", nominations_link.close, name="nomination_link_close"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/edit/", nominations.nomination_edit, name="nomination_edit"),
    path("nominations/<int:pk>/accept/", nominations.accept, name="nomination_accept"),
    path("nominations/<int:pk>/wait/", nominations.wait, name="nomination_wait"),
    path("nominations/<int:pk>/move/<str:way>/", nominations.move, name="nomination_move"),
    path("nominations/<int:pk>/decline/", nominations.decline, name="nomination_decline"),
    path("nominations/<int:pk>/again/", nominations.again, name="nomination_again"),
    path("nominate/<int:pk>/<str:token>/", nominate.nominate, name="nominate"),
]
