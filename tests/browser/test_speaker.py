"""A speaker drops out at nine in the evening, on a phone; the office sees it and finds another way."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.browser.conftest import DESK, PHONE
from tests.workshops.acting import publish, real_day
from workshops.models import Speaker
from workshops.services import speaking

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Cllr Professor Dame Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Featherstonehaugh-Cholmondeley"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def panel(cast):
    return real_day(cast.workshop)[3]


@pytest.fixture
def speaker(cast, panel):
    made = make.speaker(cast.workshop, "Hana Varga", status="confirmed", asked="Ten minutes, no slides.")
    made.items.add(panel)
    make.speaker(cast.workshop, "Amos Keld", status="reserve").items.add(panel)
    publish(cast)
    return made


def link(speaker):
    return reverse("workshops:speak", args=[speaker.pk, speaking.token_of(speaker)])


def test_cannot_come_the_gap_the_reserve_and_the_next_edition(cast, speaker, panel, page, sign_in):
    page.set_viewport_size(PHONE)
    page.goto(link(speaker))
    assert page.get_by_role("heading", name="You speak on Wednesday 3 March 2027").is_visible()
    page.get_by_label("If you cannot, why").fill("Called to the hospital.")
    page.get_by_role("button", name="I cannot come after all").click()
    page.get_by_text("Thank you for saying so.").wait_for()
    assert page.get_by_role("button", name="I can come after all").is_visible()

    sign_in(cast.coordinator)
    page.set_viewport_size(DESK)
    page.goto("/")
    page.get_by_role("link", name="A speaker cannot come to Workshop 1").click()
    assert page.get_by_text("Why: Called to the hospital.").is_visible()
    page.get_by_role("button", name="Let Amos Keld step in").click()
    page.get_by_role("heading", name="Publish edition 2").wait_for()
    assert page.get_by_text("Hana Varga no longer speaks in").is_visible()
    page.get_by_role("button", name="Publish the agenda").click()
    page.get_by_text("Edition 2 is published.").wait_for()
    assert page.get_by_text("Cannot come:").count() == 0

    sign_in(cast.participant)
    page.goto(cast.workshop.get_absolute_url())
    assert page.get_by_text("Amos Keld", exact=True).is_visible()
    page.get_by_text("Changed since edition 1: 2 things").click()
    assert page.get_by_text("Hana Varga no longer speaks in").is_visible()
    assert page.get_by_text("Called to the hospital.").count() == 0


def test_the_office_takes_down_an_answer_and_makes_a_new_link(cast, speaker, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(reverse("workshops:speaker", args=[speaker.pk]))
    old = page.get_by_label("Link to the brief").input_value()
    page.get_by_role("button", name="Make a new link").click()
    page.get_by_text("The new link is ready.").wait_for()
    new = page.get_by_label("Link to the brief").input_value()
    assert new != old
    page.get_by_label("Cannot come after all").check()
    page.get_by_label("If they cannot, why").fill("Her assistant rang")
    page.get_by_role("button", name="Save the answer").click()
    page.get_by_text("The answer is saved: Withdrawn.").wait_for()
    page.goto(new)
    assert page.get_by_role("heading", name="You cannot come on Wednesday 3 March 2027").is_visible()
    page.goto(old)
    assert page.get_by_role("heading", name="This link does not work").is_visible()


def test_without_scripts_the_brief_works_the_same(speaker, page, chromium):
    page.goto(link(speaker))
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_role("button", name="I cannot come after all").click()
    assert plain.get_by_text("You said that you cannot come").is_visible()
    context.close()


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 700}, DESK], ids=["phone", "narrow", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_long_names_and_every_state_are_fit_to_be_seen(cast, panel, speaker, page, sign_in, axe, size, scheme):
    gone = make.speaker(cast.workshop, LONG, status="withdrawn", why="x" * 300, role=LONG, answered_at=make.NOW)
    gone.items.add(panel)
    Speaker.objects.filter(name="Amos Keld").update(name=LONG[::-1])
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    for path in (link(speaker), link(gone), "/speak/1/wrong/"):
        page.goto(path)
        axe(page)
        assert page.evaluate(SIDEWAYS) <= 0, path
    sign_in(cast.coordinator)
    session = cast.workshop.get_absolute_url()
    for path in (session, f"{session}publish/", f"{session}editions/1/", f"/speakers/{gone.pk}/", "/"):
        page.goto(path)
        axe(page)
        assert page.evaluate(SIDEWAYS) <= 0, path
