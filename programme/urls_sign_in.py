from allauth.account import views as account
from django.urls import path

from programme.views import pages

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("me/", pages.get_help, name="me"),
]
