from cohorts.models import AddressChange, Invitation, OfficeContact
from cohorts.services import addresses, administrators, invitations
from tests import factories as make
from tests.cast import ROLES
from tests.doors.door import Door


def invitation(cast):
    row, _ = Invitation.objects.get_or_create(
        membership=cast.set_mate_place, defaults={"nonce": "n", "by": cast.coordinator, "sent_at": make.NOW}
    )
    return [row.pk, invitations.token_of(row)]


def change(cast):
    row, _ = AddressChange.objects.get_or_create(
        person=cast.participant,
        old="old@cast.example",
        new=cast.participant.email,
        at=make.NOW,
        by=cast.participant,
    )
    return [row.pk, addresses.token_of(row)]


def contact(cast):
    return [OfficeContact.objects.get(principal=cast.participant).pk]


ANYBODY = "everybody"
WITHOUT_DAYS = {"sponsor", "strand_lead", "administrator", "withdrawn"}
WITH_DAYS = tuple(role for role in ROLES if role not in WITHOUT_DAYS)

DOORS = [
    # Those who are signed in have no use for the ways in: they are sent on.
    *(
        Door(name, ANYBODY, status=302, public=True, exceptions={"anonymous": 200})
        for name in ("account_login", "account_request_login_code")
    ),
    Door("account_confirm_login_code", ANYBODY, status=302),
    Door("mfa_authenticate", ANYBODY, status=302),
    Door("mfa_login_webauthn", ANYBODY, status=302),
    Door("account_logout", ANYBODY, method="POST", status="sign-in"),
    Door("invitation", public=True, args=invitation),
    Door("invitation_again", public=True, args=invitation, method="POST", status=302),
    Door("set_up", public=True, args=lambda cast: [administrators.set_up_token()], status=404),
    Door("demo", public=True, status=404),
    *(Door(name, ANYBODY) for name in ("me", "mfa_index", "me_about", "me_mailbox", "me_address", "me_name_contact")),
    Door("my_calendar", ANYBODY),
    Door("my_calendar_renew", WITH_DAYS, method="POST", status=302, otherwise=403),
    Door("my_calendar_stop", ANYBODY, method="POST", status=302),
    Door("me_place", ["participant", "office_contact"], args=lambda cast: [cast.participant_place.pk]),
    Door("me_remove_contact", ["participant"], args=contact, method="POST", status=302),
    *(Door(name, ANYBODY) for name in ("mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp")),
    *(Door(name, args=lambda cast: [1]) for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")),
    *(Door(name) for name in ("mfa_deactivate_totp", "mfa_view_recovery_codes")),
    Door("mfa_generate_recovery_codes", ANYBODY),
    *(Door(name, otherwise=403) for name in ("mfa_reauthenticate", "mfa_reauthenticate_webauthn")),
    Door("usersessions_list", ANYBODY),
    Door("address_change", public=True, args=change),
    *(
        Door(name, ["adviser", "coordinator"], args=lambda cast: [cast.participant.pk])
        for name in ("address_in_person", "help_in_person")
    ),
]
