"""Every page that the doors know, as somebody who may open it: axe in light and dark, nothing wider than a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from challenges.copied import copy_of
from cohorts.models import Membership, Upload
from cohorts.services.progress import telling
from reminders.models import Message
from reminders.services import tick
from tests import factories as make
from tests.doors.tables import DOORS
from workshops.models import Reply, Session

NARROW, PHONE = {"width": 320, "height": 700}, {"width": 390, "height": 844}
FILES = {  # saved, not shown; and a part of a page
    "cohorts:import_progress",
    "challenges:recap_sheet",
    "challenges:trace_sheet",
    "challenges:blank_canvas",
    "challenges:canvas_sheet",
    "challenges:map_sheet",
    "challenges:set_sheet",
    "workshops:agenda_word",
    "workshops:calendar",
    "workshops:certificates_sheet",
    "workshops:feed",
    "workshops:material",
    "workshops:pack_file",
    "workshops:programme_calendar",
    "workshops:programme_sheet",
    "workshops:running_order_word",
    "workshops:sheet",
}
PAGES = sorted({name for name, door in DOORS.items() if door.method == "GET" and door.status == 200} - FILES)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio"  # without a space to break at
# What reaches beyond the window: nothing, or the innermost of it by tag and class.
SIDEWAYS = """() => {
  const wide = (found) => found.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  if (document.documentElement.scrollWidth <= document.documentElement.clientWidth) return []
  const named = (found) => `${found.tagName}.${found.className}`
  return [...document.querySelectorAll('body *')]
    .filter((found) => wide(found) && ![...found.children].some(wide))
    .map((found) => `${named(found)} in ${named(found.parentElement)}`)
}"""


def opener(door):
    """Somebody who gets the page: who has most to see comes first."""
    first = ("coordinator", "participant", "facilitator", "adviser", "coach", "administrator", "office_contact")
    return next((role for role in first if door.expected(role) == 200), None)


@pytest.fixture
def lived_in(cast):
    """The cast with something written, published and long-named, so that no page is empty."""
    for row in (cast.programme, cast.cohort, cast.organisation, cast.participant, cast.coordinator, cast.set_a):
        row.name = f"{row.name[:12]} {LONG}"
        row.save()
    challenge = make.challenge(cast.participant_place, "Llanfairpwllgwyngyll " * 5, audience="cohort")
    make.entry(challenge, audience="set", learning_set=cast.set_a)
    make.commitment(cast.participant_place, challenge=challenge)
    for _version in range(2):
        shown = make.map_of(challenge, audience="set", learning_set=cast.set_a)
        for n in range(8):
            make.stakeholder(shown, "Llanfairpwllgwyngyllgogerych " * 2, says=("both", "influence")[n % 2])
    make.canvas(challenge, answers={"self": "Llanfairpwllgwyngyll " * 9})
    together(cast, challenge)
    day = cast.workshop.days.get()
    make.item(day, "Messages from the corporate and political centre", 60, kind="panel", lead="Frances Dale")
    make.item(day, "Lunch", 45, kind="meal", pinned_minute=12 * 60 + 45)
    make.speaker(cast.workshop)
    Reply.objects.create(day=day, person=cast.participant, answer="coming", by=cast.participant, at=make.NOW)
    send_some_mails(cast)
    return cast


def together(cast, challenge):
    """A commitment that the participant is asked to make, one that they make with others, and a story with a map."""
    for text, said in (("Llanfairpwllgwyngyll " * 5, None), ("Ring the chair", make.NOW)):
        asks = make.commitment(cast.set_mate_place, text, audience="set", learning_set=cast.set_a)
        asks.holders.create(membership=cast.participant_place, asked_at=make.NOW, yes_at=said)
    people = copy_of(challenge.maps.first().stakeholders.all())
    story = make.trace(cast.participant_place, "What I tried", "First")
    for number in (1, 2):
        on = make.NOW.date()
        story.parts.create(position=9, kind="map", number=number, on=on, text="A map", picture=people)


def send_some_mails(cast):
    """A session in six days of which everybody is told by now."""
    now = timezone.now()
    Membership.objects.update(joined_at=now - timedelta(days=90))
    make.session(cast.cohort, "Strategy lab", on=timezone.localdate() + timedelta(days=6), changed_at=now)
    tick(now)
    assert Message.objects.filter(state="sent").exists()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fit_to_be_seen(name, lived_in, page, axe, sign_in):
    door = DOORS[name]
    page.emulate_media(reduced_motion="reduce")  # else the checker sees colours on their way
    if role := opener(door):
        sign_in(lived_in.roles[role])
    answer = page.goto(door.url(lived_in))
    if "text/html" not in answer.headers["content-type"]:
        return  # a file, not a page
    assert answer.status == 200
    fit(page, axe)


def fit(page, axe):
    axe(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) == []


def move_one(page, cast):
    lab = Session.objects.get(name="Strategy lab")
    page.goto(reverse("reminders:session_move", args=[lab.pk]))
    page.get_by_label("First day on").fill("29 March 2027")
    page.get_by_role("button", name="See what it touches").click()
    page.get_by_text("were told of it").wait_for()
    page.get_by_text("is a bank holiday").wait_for()


def postpone_all(page, cast):
    page.goto(reverse("reminders:postpone_all", args=[cast.cohort.pk]))
    page.get_by_role("button", name="See what it touches").click()
    page.get_by_role("button", name="Show it again").wait_for()


def write_to_many(page, cast):
    page.goto(reverse("reminders:write", args=[cast.programme.pk]))
    page.get_by_label("To").select_option(label=f"{cast.cohort.name}: all participants")
    page.get_by_label("Subject").fill("Car park")
    page.get_by_label("Message").fill("The car park is shut.")
    page.get_by_role("button", name="See who gets it").click()
    page.get_by_role("button", name="Send it in ten minutes").first.wait_for()


def copy_one(page, cast):
    page.goto(reverse("reminders:cohort_copy", args=[cast.cohort.pk]))
    page.get_by_label("Name").fill("Llanfairpwllgwyngyllgogerych 2028")
    page.get_by_role("button", name="See the new dates").click()
    page.get_by_role("button", name="Show it again with these dates").wait_for()


@pytest.mark.parametrize("come", [move_one, postpone_all, write_to_many, copy_one])
def test_a_page_that_only_a_form_reaches_is_fit_to_be_seen(come, lived_in, page, axe, sign_in):
    page.emulate_media(reduced_motion="reduce")
    sign_in(lived_in.coordinator)
    come(page, lived_in)
    fit(page, axe)


@pytest.mark.parametrize(
    "role", ["coordinator", "participant", "facilitator", "sponsor", "office_contact", "withdrawn"]
)
def test_the_home_of_each_role_is_fit_to_be_seen(role, lived_in, page, axe, sign_in):
    sign_in(lived_in.roles[role])
    page.goto("/")
    axe(page)
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) == []


def test_the_preview_of_a_list_that_is_being_saved_is_fit_to_be_seen(lived_in, page, axe, sign_in):
    sign_in(lived_in.coordinator)
    page.goto(reverse("cohorts:import", args=[lived_in.cohort.pk]))
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"Name,Email\nAnn Bell,ann@b.example\n"}
    page.get_by_label("The list").set_input_files(file)
    page.get_by_role("button", name="Show preview").click()
    page.get_by_role("button", name="Add 1 person").wait_for()
    with telling(f"list-{Upload.objects.get().pk}") as tell:
        tell(250, 600)
        page.reload()
        page.get_by_text("250 of 600 people are written").wait_for()
        fit(page, axe)
