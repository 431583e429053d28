"""The ways in, and one's own pages. Of the sign-in library only what is used is mounted."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import path

from programme.views import demo_sign_in, invitation, me, my_calendar, sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/", sign_in.SignIn.as_view(), name="account_request_login_code"),  # as the library calls it
    path("sign-in/code/", sign_in.Code.as_view(), name="account_confirm_login_code"),
    path("sign-in/authenticator/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-out/", account.logout, name="account_logout"),
    path("invitation/<int:pk>/<str:token>/", invitation.invitation, name="invitation"),
    path("invitation/<int:pk>/<str:token>/again/", invitation.again, name="invitation_again"),
    path("set-up/<str:token>/", sign_in.set_up, name="set_up"),
    path("demo/", demo_sign_in.demo, name="demo"),
    path("me/", me.me, name="me"),
    path("me/", me.me, name="mfa_index"),  # as the library calls it
    path("me/about/", me.about, name="me_about"),
    path("me/places/<int:pk>/", me.place, name="me_place"),
    path("me/mailbox/", me.mailbox, name="me_mailbox"),
    path("me/address/", me.address, name="me_address"),
    path("me/office-contacts/name/", me.name_contact, name="me_name_contact"),
    path("me/office-contacts/<int:pk>/remove/", me.remove_contact, name="me_remove_contact"),
    path("me/calendar/", my_calendar.my_calendar, name="my_calendar"),
    path("me/calendar/new/", my_calendar.renew, name="my_calendar_renew"),
    path("me/calendar/stop/", my_calendar.stop, name="my_calendar_stop"),
    path("me/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("me/passkeys/add/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("me/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("me/authenticator/", sign_in.SetUpAuthenticator.as_view(), name="mfa_activate_totp"),
    path("me/authenticator/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/prove/code/", sign_in.Prove.as_view(), name="mfa_reauthenticate"),
    path("me/prove/passkey/", sign_in.ProveByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("me/sign-ins/", sessions.list_usersessions, name="usersessions_list"),
    path("address-change/<int:pk>/<str:token>/", me.confirm_from_old_address, name="address_change"),
    path("people/<int:pk>/passkey/", me.help_in_person, name="help_in_person"),
    path("people/<int:pk>/address/", me.confirm_in_person, name="address_in_person"),
]
