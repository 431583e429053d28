import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from cohorts.models import Invitation
from cohorts.services import addresses, administrators, invitations
from tests.browser.conftest import PHONE
from tests.programme.test_sign_in_keys import digits


def code_in(message):
    return re.search(r"^your code is (\d{6})$", message.body, re.MULTILINE)[1]


@pytest.fixture
def passkeys(page):
    """A device in the window that makes and keeps passkeys, and always knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]


def sign_in_by_code(page, person):
    page.goto("/sign-in/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_role("button", name="Email me a code").click()
    page.get_by_label("Code").fill(code_in(mail.outbox[-1]))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def add_passkey(page, name="work phone"):
    page.goto("/me/passkeys/add/")
    page.get_by_label("Name of this passkey").fill(name)
    page.get_by_role("button", name="Add this passkey").click()
    page.wait_for_url("/me/recovery-codes/")


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 700}])
def test_signing_in_by_code_on_a_phone_breaks_no_rule(page, axe, cast, size):
    page.set_viewport_size(size)
    page.goto("/me/")
    axe(page)
    page.get_by_label("Email").fill(cast.participant.email)
    page.get_by_role("button", name="Email me a code").click()
    assert cast.participant.email in page.get_by_text("six-digit code is on its way").inner_text()
    axe(page)
    page.get_by_label("Code").fill(code_in(mail.outbox[0]))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/me/")
    assert page.get_by_role("heading", level=1).inner_text() == "My details"
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_passkey_is_added_and_then_signs_in_without_a_code(page, axe, cast, passkeys):
    sign_in_by_code(page, cast.participant)
    page.goto("/me/passkeys/add/")
    axe(page)
    add_passkey(page)
    axe(page)
    page.goto("/me/passkeys/")
    assert page.get_by_role("row", name="work phone").count() == 1
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("/")
    assert page.get_by_text(cast.participant.full_name).count() == 1
    assert len(mail.outbox) == 1


def test_a_refused_passkey_is_said_and_can_be_tried_again(page, cast, passkeys):
    page.goto("/sign-in/")
    for _ in range(2):
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_text("The passkey was not used").wait_for()


def test_a_shared_mailbox_opens_the_rest_with_its_passkey(page, axe, cast, passkeys):
    sign_in_by_code(page, cast.participant)
    add_passkey(page)
    page.goto("/me/mailbox/")
    axe(page)
    page.get_by_label("Someone else reads this mailbox").check()
    page.get_by_role("button", name="Save who reads it").click()
    page.wait_for_url("/me/")
    page.get_by_role("button", name="Sign out").click()
    sign_in_by_code(page, cast.participant)
    page.goto("/me/")
    axe(page)
    page.get_by_role("link", name="Open it with my passkey").click()
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("/")
    page.goto("/me/")
    assert page.get_by_text("Open it with my passkey").count() == 0


def test_a_passkey_is_renamed_and_removed(page, axe, cast, passkeys):
    sign_in_by_code(page, cast.participant)
    add_passkey(page)
    page.goto("/me/passkeys/")
    page.get_by_role("link", name="Name work phone differently").click()
    page.get_by_label("Name of this passkey").fill("old phone")
    axe(page)
    page.get_by_role("button", name="Save name").click()
    page.get_by_role("link", name="Remove old phone").click()
    axe(page)
    page.get_by_role("button", name="Remove this passkey").click()
    page.get_by_role("heading", name="You have no passkey").wait_for()
    assert not Authenticator.objects.filter(user=cast.participant).exists()


def test_my_own_pages_break_no_rule(page, axe, cast, sign_in):
    sign_in(cast.participant)
    place = f"/me/places/{cast.participant_place.pk}/"
    own = [
        "/me/",
        "/me/about/",
        place,
        "/me/address/",
        "/me/office-contacts/name/",
        "/me/authenticator/",
        "/me/sign-ins/",
    ]
    for url in own:
        page.goto(url)
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page)
        page.emulate_media(color_scheme="light")


def test_a_refused_form_takes_the_focus_to_what_is_wrong(page, axe, cast, sign_in):
    sign_in(cast.participant)
    page.goto("/me/address/")
    page.get_by_label("New address").fill("nobody")
    page.get_by_role("button", name="Change my address").click()
    assert page.evaluate("document.activeElement.className") == "hb-errors"
    assert page.title().startswith("Error:")
    axe(page)


def test_signing_in_by_code_needs_no_script(chromium, live_server, cast):
    context = chromium.new_context(base_url=f"http://localhost:{live_server.thread.port}", java_script_enabled=False)
    page = context.new_page()
    sign_in_by_code(page, cast.participant)
    assert page.get_by_text(cast.participant.full_name).count() == 1
    context.close()


def test_an_invitation_is_accepted_with_one_press_on_a_phone(page, axe, cast):
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=timezone.now())
    page.set_viewport_size(PHONE)
    page.goto(f"/invitation/{row.pk}/{invitations.token_of(row)}/")
    axe(page)
    page.get_by_role("button", name="Accept and sign in").dblclick()
    page.wait_for_url("/")
    page.goto(f"/invitation/{row.pk}/{invitations.token_of(row)}/")
    page.get_by_role("heading", name="This invitation is accepted").wait_for()
    axe(page)


def test_a_lapsed_invitation_is_asked_for_again(page, axe, cast):
    sent = timezone.now() - Invitation.LASTS
    [row] = invitations.invite(memberships=[cast.participant_place], by=cast.coordinator, now=sent)
    page.goto(f"/invitation/{row.pk}/{invitations.token_of(row)}/")
    axe(page)
    page.get_by_role("button", name="Send me a new invitation").click()
    page.get_by_text("A new invitation is on its way to your mailbox.").wait_for()
    row.refresh_from_db()
    assert row.round == 2


def test_an_authenticator_is_set_up_and_asked_for(page, axe, cast):
    sign_in_by_code(page, cast.participant)
    page.goto("/me/authenticator/")
    secret = page.locator("code").inner_text()
    page.get_by_label("Code that the app shows").fill(digits(secret))
    page.get_by_role("button", name="Set up this authenticator").click()
    page.get_by_role("heading", name="10 recovery codes left").wait_for()
    axe(page)
    kept = page.get_by_role("main").get_by_role("listitem").first.inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Email").fill(cast.participant.email)
    page.get_by_role("button", name="Email me a code").click()
    page.get_by_label("Code").fill(code_in(mail.outbox[-1]))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="One more step").wait_for()
    axe(page)
    page.get_by_label("Code").fill(kept)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/")


def test_a_changed_address_is_confirmed_from_the_old_one(page, axe, cast, sign_in):
    sign_in(cast.participant)
    change = addresses.change_address(
        person=cast.participant, to="new@cast.example", by=cast.coordinator, now=timezone.now()
    )
    for path in ("/me/", "/me/passkeys/add/"):
        page.goto(path)
        page.get_by_text("Press the link that we sent to your old address.").wait_for()
        axe(page)
    page.goto(f"/address-change/{change.pk}/{addresses.token_of(change)}/")
    axe(page)
    page.get_by_role("button", name="Yes, the new address is mine").click()
    page.get_by_role("heading", name="Your new address is confirmed").wait_for()
    axe(page)


def test_the_adviser_confirms_it_in_person(page, axe, cast, sign_in):
    addresses.change_address(person=cast.participant, to="new@cast.example", by=cast.coordinator, now=timezone.now())
    sign_in(cast.adviser)
    page.goto(f"/people/{cast.participant.pk}/address/")
    axe(page)
    page.get_by_role("button", name="I have spoken with them: confirm").click()
    page.get_by_role("heading", name="The address of Sam Okafor is confirmed").wait_for()


def test_the_cast_of_a_demonstration_signs_in_with_one_press(page, axe, cast, settings):
    settings.DEMO = True
    page.goto("/demo/")
    axe(page)
    page.get_by_role("button", name="Dana Whitfield").click()
    page.wait_for_url("/")
    assert page.get_by_role("banner").get_by_text("Dana Whitfield").count() == 1


def test_the_first_administrator_sets_up(page, axe, transactional_db):
    page.goto(f"/set-up/{administrators.set_up_token()}/")
    axe(page)
    page.get_by_label("Name").fill("Maren Holt")
    page.get_by_label("Email").fill("maren@office.example")
    page.get_by_role("button", name="Set up and sign in").click()
    page.wait_for_url("/")
    assert page.get_by_role("banner").get_by_text("Maren Holt").count() == 1


def test_an_address_with_nothing_behind_it_breaks_no_rule(page, axe):
    page.goto("/nowhere/")
    axe(page)
