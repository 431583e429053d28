from django.urls import include, path

from programme.views import complaints, forgetting, gallery, health, home, my_data, pages, proof, search, trail
from reminders.views.demo import demo_mail

handler400 = "programme.views.refused.refused"
handler429 = "programme.views.refused.too_often"  # where the sign-in library looks, too

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", home.home, name="home"),
    path("who-can-see-what/", pages.who_can_see, name="who_can_see"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("complaints/", complaints.complain, name="complain"),
    path("complaints/all/", complaints.complaints, name="complaints"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("me/data/", my_data.my_data, name="my_data"),
    path("me/forget/", forgetting.forget_me, name="me_forget"),
    path("me/forget/back/", forgetting.keep_me, name="me_forget_back"),
    path("people/<int:pk>/forget/", forgetting.forget_person, name="forget_person"),
    path("people/<int:pk>/forget/back/", forgetting.keep_person, name="forget_person_back"),
    path("me/key/", proof.key_needed, name="key_needed"),
    path("me/prove/", proof.prove, name="prove"),
    path("me/prove/again/", proof.sign_in_again, name="sign_in_again"),
    path("trail/", trail.trail, name="trail"),
    path("trail/export/", trail.export_trail, name="export_trail"),
    path("help/", pages.get_help, name="help"),
    path("colours/", pages.theme, name="theme"),
    path("search/", search.search, name="search"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("demo/mail/", demo_mail, name="demo_mail"),
    path("", include("programme.urls_sign_in")),
    path("", include("cohorts.urls")),
    path("", include("workshops.urls")),
    path("", include("challenges.urls")),
    path("", include("reminders.urls")),
]
