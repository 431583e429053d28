"""Keeping, starting again and copying, as the people who plan sessions do it."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from tests.workshops.acting import real_day
from workshops.models import Session, Template
from workshops.services import templates


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(make.NOW, tick=False)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.coordinator)
    return client


@pytest.fixture
def template(cast):
    real_day(cast.workshop)
    return templates.keep_session(session=cast.workshop, name="A workshop day", by=cast.facilitator, now=make.NOW)


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_a_session_is_kept_and_stands_in_the_library(cast, desk):
    real_day(cast.workshop)
    url = reverse("workshops:session_keep", args=[cast.workshop.pk])
    assert 'value="Workshop 1"' in text(desk.get(url))
    assert "Kept as a template of the programme: My day." in text(desk.post(url, {"name": "My day"}, follow=True))
    page = text(desk.get(reverse("workshops:templates", args=[cast.programme.pk])))
    assert "My day" in page
    assert "14 items" in page
    assert "6 hours 30 minutes" in page


def test_a_name_that_is_taken_is_said_beside_what_was_typed(cast, desk, template):
    make.item(cast.workshop.days.get())
    page = text(desk.post(reverse("workshops:session_keep", args=[cast.workshop.pk]), {"name": "A workshop day"}), 422)
    assert "already. Choose another name." in page
    assert 'value="A workshop day"' in page


def test_the_page_of_a_template_shows_what_it_holds_and_renames_it(cast, desk, template):
    url = template.get_absolute_url()
    page = text(desk.get(url))
    assert '<span class="hb-time">12:45</span> <strong>Lunch</strong>, 45 minutes' in page
    assert "is called Our day now" in text(desk.post(url, {"name": "Our day"}, follow=True))
    other = Template.objects.create(
        programme=cast.programme, kind="session", name="Other", content={}, by=cast.facilitator, at=make.NOW
    )
    assert "Choose another name." in text(desk.post(url, {"name": other.name}), 422)
    assert "Choose another name." not in text(desk.post(url, {"name": ""}), 422)


def test_a_template_of_another_shape_is_said_on_every_page_and_can_be_deleted(cast, desk, template):
    Template.objects.update(content={"shape": 0})
    assert "it cannot be read here" in text(desk.get(reverse("workshops:templates", args=[cast.programme.pk])))
    assert "it cannot be read here" in text(desk.get(template.get_absolute_url()))
    page = text(start(desk, cast, template, date="9 June 2027", name="Mine"), 422)
    assert "cannot be read. Choose another." in page
    assert 'value="Mine"' in page
    delete = reverse("workshops:template_delete", args=[template.pk])
    assert "It leaves the library" in text(desk.get(delete))
    assert "The template is deleted." in text(desk.post(delete, follow=True))
    assert desk.post(delete).status_code == 404


def start(client, cast, chosen, **typed):
    url = reverse("workshops:start_from_template", args=[cast.cohort.pk])
    return client.post(url, {"template": chosen.pk, "name": "", "date": "", "venue": ""} | typed)


def test_the_three_starts_are_offered_plainly(cast, desk, template):
    page = text(desk.get(reverse("workshops:session_add", args=[cast.cohort.pk])))
    from_template, copy = (reverse(f"workshops:{name}", args=[cast.cohort.pk]) for name in STARTS)
    assert from_template in page
    assert copy in page
    chosen = text(desk.get(f"{from_template}?template={template.pk}"))
    assert f'<option value="{template.pk}" selected>' in chosen
    assert reverse("workshops:session_copy", args=[cast.workshop.pk, cast.cohort.pk]) in text(desk.get(copy))


STARTS = ("start_from_template", "copy_from")


def test_a_set_adviser_who_may_only_add_set_meetings_is_offered_no_templates(cast, client):
    client.force_login(cast.adviser)
    page = text(client.get(reverse("workshops:session_add", args=[cast.cohort.pk])))
    assert reverse("workshops:start_from_template", args=[cast.cohort.pk]) not in page


def test_a_session_starts_from_a_template_on_the_date_that_was_typed(cast, desk, template):
    response = start(desk, cast, template, date="9 June 2027", name="Workshop 3")
    session = Session.objects.get(name="Workshop 3")
    assert response.url == session.get_absolute_url()
    page = text(desk.get(response.url))
    assert "Saved as a draft. Nobody has been told" in page
    assert "Ends on time." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": ""}, "This field is required."),
        ({"date": "9 June 2077"}, "Check the year"),
        ({"date": "9 June 2027", "template": "99999999999999999999"}, "This template is no longer there."),
        ({"date": "9 June 2027", "template": ""}, "Choose a template."),
        ({"date": "9 June 2027", "venue": "7777"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast, desk, template, typed, said):
    before = Session.objects.count()
    page = text(start(desk, cast, template, **({"name": "Mine"} | typed)), 422)
    assert said in page
    assert 'value="Mine"' in page
    assert Session.objects.count() == before


def test_places_that_are_not_there_are_named_after_the_start(cast, desk, template):
    room = make.venue(cast.programme).rooms.create(name="Garden Room")
    cast.workshop.days.get().items.filter(title="Lunch").update(room=room)
    kept = templates.keep_session(session=cast.workshop, name="In the garden", by=cast.facilitator, now=make.NOW)
    hall = make.venue(cast.programme, "Town Hall", "Market Square")
    response = start(desk, cast, kept, date="9 June 2027", venue=hall.pk)
    assert "Not at this venue, so left open: Garden Room." in text(desk.get(response.url))


def test_a_kept_item_and_a_kept_agenda_go_into_a_day(cast, desk, template):
    item = make.item(cast.workshop.days.get(), "Tea", 15)
    templates.keep_item(item=item, name="Tea", by=cast.facilitator, now=make.NOW)
    day = cast.draft.days.get()
    url = reverse("workshops:template_put", args=[day.pk])
    tea = Template.objects.get(kind="item")
    page = text(desk.get(url))
    assert "Tea (15 minutes)" in page
    assert f'value="{template.pk}-0"' in page
    assert "1 item is added at the end." in text(desk.post(url, {"part": f"{tea.pk}-0", "after": 0}, follow=True))
    assert "in the agenda already" in text(desk.post(url, {"part": f"{tea.pk}-0", "after": 0}, follow=True))
    after = day.items.get().pk
    assert "14 items are added" in text(desk.post(url, {"part": f"{template.pk}-0", "after": after}, follow=True))
    assert day.items.count() == 15


def test_a_template_of_another_programme_is_not_there(cast, desk, template):
    Template.objects.update(programme=cast.other_programme)
    url = reverse("workshops:template_put", args=[cast.draft.days.get().pk])
    assert "No templates yet" in text(desk.get(url))
    assert "no longer there" in text(desk.post(url, {"part": f"{template.pk}-0", "after": 0}), 422)
    assert "no longer there" in text(start(desk, cast, template, date="9 June 2027"), 422)
    assert desk.get(template.get_absolute_url()).status_code == 404


def test_a_session_is_copied_into_the_other_cohort_of_the_programme(cast, desk):
    real_day(cast.workshop)
    own = reverse("workshops:session_copy", args=[cast.workshop.pk, cast.cohort.pk])
    other = reverse("workshops:session_copy", args=[cast.workshop.pk, cast.second_cohort.pk])
    assert other in text(desk.get(own))
    response = desk.post(other, {"name": "Workshop 9", "date": "9 June 2027", "venue": ""})
    made = Session.objects.get(name="Workshop 9")
    assert response.url == made.get_absolute_url()
    assert (made.cohort, made.days.get().items.count(), made.speakers.count()) == (cast.second_cohort, 14, 0)


def test_a_facilitator_copies_only_into_cohorts_of_their_own(cast, client):
    client.force_login(cast.facilitator)
    other = reverse("workshops:session_copy", args=[cast.workshop.pk, cast.second_cohort.pk])
    assert client.get(other).status_code == 404
    assert client.post(other, {"date": "9 June 2027"}).status_code == 404
    assert other not in text(client.get(cast.workshop.get_absolute_url()))


def test_swapped_ids_copy_nothing(cast, desk, client):
    elsewhere = make.cohort(cast.other_programme, "Theirs")
    theirs = make.session(elsewhere, "Theirs")
    before = Session.objects.count()
    for session, cohort in ((cast.workshop, elsewhere), (theirs, cast.cohort)):
        url = reverse("workshops:session_copy", args=[session.pk, cohort.pk])
        assert desk.post(url, {"date": "9 June 2027"}).status_code == 404
    client.force_login(cast.administrator)
    across = reverse("workshops:session_copy", args=[theirs.pk, cast.cohort.pk])
    assert client.post(across, {"date": "9 June 2027"}).status_code == 404
    assert Session.objects.count() == before


def test_a_set_s_meeting_is_copied_by_its_adviser_and_kept_by_nobody(cast, client):
    meeting = make.session(cast.cohort, "Set 1", on=date(2027, 4, 7), kind="set_meeting", learning_set=cast.set_a)
    client.force_login(cast.adviser)
    copy = reverse("workshops:session_copy", args=[meeting.pk, cast.cohort.pk])
    assert copy in text(client.get(meeting.get_absolute_url()))
    assert client.post(copy, {"name": "", "date": "5 May 2027", "venue": ""}).status_code == 302
    assert Session.objects.filter(learning_set=cast.set_a).count() == 2
    assert client.post(reverse("workshops:session_keep", args=[meeting.pk]), {"name": "Ours"}).status_code == 403
    assert not Template.objects.exists()


def test_the_library_costs_the_same_for_one_template_and_for_thirty(cast, desk, template, django_assert_num_queries):
    url = reverse("workshops:templates", args=[cast.programme.pk])
    for size in (1, 3, 30):
        while Template.objects.count() < size:
            Template.objects.create(
                programme=cast.programme,
                kind="session",
                name=f"Day {Template.objects.count()}",
                content=template.content,
                by=cast.facilitator,
                at=make.NOW,
            )
        with django_assert_num_queries(LIBRARY):
            desk.get(url)


LIBRARY = 8


def test_hostile_names_are_shown_as_typed(cast, desk):
    make.item(cast.workshop.days.get(), "<b>Bold</b>")
    hostile = templates.keep_session(
        session=cast.workshop, name="<script>x</script>", by=cast.facilitator, now=make.NOW
    )
    for url in (reverse("workshops:templates", args=[cast.programme.pk]), hostile.get_absolute_url()):
        assert "<script>x" not in text(desk.get(url))
    assert "&lt;b&gt;Bold" in text(desk.get(hostile.get_absolute_url()))
