"""One real programme from end to end, as a coordinator, a participant and a facilitator live it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from cohorts.models import ActionLearningSet, Invitation, Membership, SetMembership
from reminders.services import tick
from tests import factories as make
from tests.browser.conftest import PHONE
from tests.browser.test_sign_in import sign_in_by_code
from tests.workshops.test_agenda import REAL_DAY
from workshops.models import Attendance, Session

LIST = Path(__file__).parents[1] / "data" / "participants.csv"
LINK = re.compile(r"http://\S+(/invitation/\S+)")


@pytest.fixture
def coordinator(db):
    """Somebody who coordinates a programme already, and now begins another."""
    someone = make.person("Dana Whitfield", email="dana.whitfield@office.example")
    make.coordinator(make.programme("An earlier programme"), someone)
    return someone


def test_a_programme_from_the_first_form_to_the_register(page, coordinator):
    sign_in_by_code(page, coordinator)
    workshop = timezone.localdate() + timedelta(days=6)
    begin_a_programme(page)
    import_the_list(page)
    make_four_sets(page)
    add_the_sessions(page, workshop)
    fill_and_publish(page)
    invite_everybody(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/sign-in/")
    accept_and_write(page)
    remind_once(workshop)
    keep_the_register(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def written(day):
    return f"{day.day} {day:%B %Y}"


def begin_a_programme(page):
    today = timezone.localdate()
    follow(page, "Start a programme")
    page.get_by_label("Name", exact=True).fill("West Country Leadership Programme")
    page.get_by_label("Starts").fill(written(today - timedelta(days=20)))
    page.get_by_label("Ends").fill(written(today + timedelta(days=200)))
    page.get_by_label("Outcomes it is held to").fill("Families tell their story once")
    page.get_by_label("Whom to ask").fill("Dana Whitfield")
    press(page, "Save programme")
    for name, part in [("Northmoor County Council", "Commissions"), ("Harbour City Council", "Hosts")]:
        follow(page, "Add a partner body")
        page.get_by_label("Organisation").fill(name)
        page.get_by_label("Its part").select_option(part)
        press(page, "Add partner body")
    follow(page, "Add a venue")
    page.get_by_label("Name").first.fill("Hartwell Hall")
    page.get_by_label("Address").fill("Mill Lane, near Wexcombe")
    page.get_by_label("Room", exact=True).first.fill("Garden Room")
    press(page, "Save venue")
    follow(page, "Start a new cohort")
    page.get_by_label("Name", exact=True).fill("Spring")
    page.get_by_label("Starts").fill(written(today - timedelta(days=20)))
    page.get_by_label("Ends").fill(written(today + timedelta(days=200)))
    page.get_by_label("Home venue").select_option("Hartwell Hall")
    press(page, "Save cohort")


def import_the_list(page):
    page.goto(f"{cohort_path()}people/")
    follow(page, "Import a list")
    page.locator("input[type=file]").set_input_files(LIST)
    press(page, "Show preview")
    press(page, "Add 24 people")
    page.wait_for_url("**/people/")
    assert Membership.objects.participants().count() == 24


def cohort_path():
    return f"/cohorts/{Membership._meta.apps.get_model('cohorts.Cohort').objects.latest('pk').pk}/"


def make_four_sets(page):
    page.goto(f"{cohort_path()}sets/")
    page.get_by_label("How many sets").fill("4")
    press(page, "Make sets")
    seats = page.locator("select[name^=seat]")
    for n in range(24):
        seats.nth(n).select_option(index=1 + n % 4)
    press(page, "Save the sets")
    page.get_by_text("saved").first.wait_for()
    sizes = [
        SetMembership.objects.current().filter(learning_set=one).count() for one in ActionLearningSet.objects.all()
    ]
    assert sizes == [6, 6, 6, 6]


def add_the_sessions(page, workshop):
    for kind, name, date in [
        ("Residential", "Residential", workshop + timedelta(days=-29)),
        ("Workshop", "Workshop 2", workshop + timedelta(days=49)),
        ("End event", "End of programme", workshop + timedelta(days=76)),
        ("Workshop", "Workshop 1", workshop),
    ]:
        page.goto(f"{cohort_path()}sessions/new/")
        page.get_by_label("Kind").select_option(kind)
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Date").fill(written(date))
        page.get_by_label("Starts").fill("10:00")
        page.get_by_label("Ends").fill("16:30")
        page.get_by_label("Objectives").fill("Hear what the centre needs from you\nMove your challenge on")
        page.get_by_role("button", name=re.compile("^(Save|Add)")).click()
        page.wait_for_url("**/sessions/*/")
        if name == "Residential":
            follow(page, "Add a day")
            page.get_by_label("Date").fill(written(date + timedelta(days=1)))
            page.get_by_label("Starts").fill("9.00")
            page.get_by_label("Ends").fill("15:00")
            page.get_by_role("button", name=re.compile("^(Save|Add)")).click()
            page.wait_for_url("**/sessions/*/")
    assert Session.objects.get(name="Residential").days.count() == 2


def fill_and_publish(page):
    follow(page, "Add a speaker")
    page.get_by_label("Name").fill("Cllr Ruth Amery")
    page.get_by_label("Role").fill("Leader")
    page.get_by_role("button", name="Save speaker").click()
    for title, minutes, kind in REAL_DAY:
        page.get_by_label("Title").fill(title)
        page.get_by_label("Minutes", exact=True).fill(str(minutes))
        page.get_by_label("Kind", exact=True).select_option(kind)
        press(page, "Add item")
        page.get_by_text(f"Added: {title}.").wait_for()
    follow(page, "Edit Lunch")
    page.get_by_label("Pinned to").fill("12:45")
    press(page, "Save item")
    assert page.locator("tbody .hb-start").last.inner_text().startswith("16:30")
    follow(page, "Publish the agenda")
    press(page, "Publish the agenda")
    page.get_by_text("Edition 1 is published.").wait_for()
    page.get_by_label("Minutes for Scenario work").fill("50")
    press(page, "Save the table")
    page.get_by_text("The draft below has changed since").wait_for()


def invite_everybody(page):
    page.goto(f"{cohort_path()}people/")
    follow(page, "Invite everyone not yet invited")
    press(page, "Send invitations")
    assert Invitation.objects.count() == 24
    mail.outbox.clear()
    tick(timezone.now())
    invitations = [message for message in mail.outbox if LINK.search(message.body)]
    assert len({tuple(message.to) for message in invitations}) == len(invitations) == 24


def accept_and_write(page):
    """A participant on a phone: one press, the agenda as it was published, the calendar, the challenge."""
    page.set_viewport_size(PHONE)
    theirs = next(message for message in mail.outbox if "bethan.bennett" in message.to[0])
    page.goto(LINK.search(theirs.body)[1])
    press(page, "Accept and sign in")
    page.wait_for_url("/")
    assert "Workshop 1" in page.get_by_role("heading", level=1).inner_text()
    follow(page, "Open the session")
    assert page.get_by_text("Edition 1").is_visible()
    assert page.locator("tbody .hb-start").last.inner_text().startswith("16:30")
    with page.expect_download() as file:
        follow(page, "Add to calendar")
    assert b"BEGIN:VEVENT" in Path(file.value.path()).read_bytes()
    page.goto("/challenge/")
    follow(page, "Write a first draft")
    page.get_by_label("In a few words").fill("One early-help offer")
    page.get_by_label("What are you trying to change?").fill("Getting three services to agree one offer.")
    page.get_by_label("Your set and its adviser").check()
    press(page, "Save challenge")
    follow(page, "Add a progress entry")
    page.get_by_label("What happened").fill("They listened.")
    page.get_by_text("A commitment to go with it").click()
    page.get_by_label("A commitment").fill("Ring two head teachers")
    press(page, "Save progress entry")
    assert page.get_by_text("Ring two head teachers").first.is_visible()
    press(page, "Sign out")
    page.wait_for_url("/sign-in/")


def remind_once(workshop):
    """The day before, at nine, and again: one mail each, with the day as a calendar entry."""
    mail.outbox.clear()
    moment = make.datetime.combine(
        workshop - timedelta(days=1), make.time(9, 1), tzinfo=timezone.get_current_timezone()
    )
    tick(moment)
    tick(moment + timedelta(seconds=15))
    reminders = [message for message in mail.outbox if "Workshop 1" in message.subject]
    assert len({tuple(message.to) for message in reminders}) == len(reminders)
    assert any("bethan.bennett" in message.to[0] for message in reminders)
    assert all("text/calendar" in message.message().as_string() for message in reminders)


def keep_the_register(page):
    """A facilitator prints the sheets, and types in who came to the residential."""
    cohort = Session.objects.get(name="Workshop 1").cohort
    facilitator = make.person("Frances Dale")
    make.place(cohort, facilitator, "facilitator")
    sign_in_by_code(page, facilitator)
    for sheet in ("agenda", "running-order", "register"):
        answer = page.request.get(f"{Session.objects.get(name='Workshop 1').get_absolute_url()}{sheet}.pdf")
        assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")
    day = Session.objects.get(name="Residential").days.first()
    page.goto(f"/days/{day.pk}/attendance/")
    follow(page, "Start with everyone ticked")
    press(page, "Save register")
    page.get_by_text("The register is saved.").wait_for()
    assert Attendance.objects.filter(day=day, came=True).count() == 48
