"""The story: chosen from what was written, a copy of the words, its author's alone until shared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from challenges.exceptions import NotTheAuthor, NotTheirs
from challenges.models import Trace, TracePart
from challenges.services import traces
from tests import factories as make
from tests.canaries.crawl import text_of

TITLE = "What I tried"
DAY = make.timedelta(days=1)


@pytest.fixture
def written(cast):
    """A challenge, an entry, a reflection and a commitment, a day between each."""
    at = make.NOW
    challenge = make.challenge(cast.participant_place, statement="One offer for all.", created_at=at)
    make.entry(challenge, tried="Rang two heads.", happened="They listened.", at=at + DAY, audience="me")
    make.reflection(make.question(cast.workshop), cast.participant_place, "That nobody asked.", at=at + 2 * DAY)
    said = {"state": "done", "outcome": "Both came.", "closed_at": at}
    make.commitment(cast.participant_place, "Bring them together", made_at=at + 3 * DAY, **said)
    return challenge


@pytest.fixture
def story(cast):
    return make.trace(cast.participant_place, TITLE, "First", "Second", "Third")


def get(client, cast, role, name, *args, **asked):
    client.force_login(cast.roles[role])
    return client.get(reverse(f"challenges:{name}", args=args), asked)


def post(client, cast, role, name, *args, **form):
    client.force_login(cast.roles[role])
    return client.post(reverse(f"challenges:{name}", args=args), form)


def keys(client, cast):
    return [
        found.key
        for found, _ in get(client, cast, "participant", "trace_choose", cast.participant_place.pk).context["rows"]
    ]


def choose(client, cast, *chosen, **form):
    return post(
        client, cast, "participant", "trace_choose", cast.participant_place.pk, title=TITLE, chosen=chosen, **form
    )


def texts():
    return [part.text for part in Trace.objects.get().parts.all()]


@pytest.mark.usefixtures("written")
def test_everything_written_stands_there_in_the_order_of_time(client, cast):
    rows = get(client, cast, "participant", "trace_choose", cast.participant_place.pk).context["rows"]
    assert [(found.kind, found.text) for found, _ in rows] == [
        ("challenge", "One offer for all."),
        ("entry", "Rang two heads.\nThey listened."),
        ("reflection", "That nobody asked."),
        ("commitment", "Bring them together\nDone: Both came."),
    ]


@pytest.fixture
def drawn(written):
    """A map of two, the second of whom influences the first; and a canvas."""
    at = make.NOW + 5 * DAY
    on = make.map_of(written, began_at=at)
    make.stakeholder(on, "Lead member", stands="against")
    make.stakeholder(on, "Head of finance", says="influence").influences.add(on.stakeholders.first())
    make.map_of(written, began_at=at + DAY)  # nobody is on it yet
    make.canvas(written, began_at=at + 2 * DAY)
    return on


def chosen_map(client, cast):
    choose(client, cast, *[key for key in keys(client, cast) if key.startswith("map")])
    return Trace.objects.get()


@pytest.mark.usefixtures("drawn")
def test_maps_and_canvases_with_something_on_them_are_parts_of_the_story(client, cast):
    rows = get(client, cast, "participant", "trace_choose", cast.participant_place.pk).context["rows"]
    *_, map_found, canvas = [found for found, _ in rows]
    assert (map_found.kind, map_found.text) == ("map", "Can say yes or no: 1. Can influence them: 1.")
    assert (canvas.kind, canvas.heading) == ("canvas", "Public narrative")
    assert canvas.text.endswith("\nI was late.")
    assert len(rows) == 6


def test_the_map_is_drawn_with_its_table_on_the_page_and_when_presented(client, cast, drawn):
    story = chosen_map(client, cast)
    for name, more in (("trace_shown", ()), ("trace_present", (1,))):
        page = get(client, cast, "participant", name, story.pk, *more).content.decode()
        assert '<svg viewBox="' in page
        assert page.count("Lead member") >= 2
        assert "Against it" in page
        assert "1 <bdi>Lead member</bdi>" in page  # whom the head of finance influences


def test_the_copy_of_a_map_stays_when_the_map_changes_or_goes(client, cast, drawn):
    story = chosen_map(client, cast)
    drawn.stakeholders.all().delete()
    drawn.delete()
    assert "Head of finance" in get(client, cast, "participant", "trace_shown", story.pk).content.decode()


def test_the_map_is_printed_with_its_table(client, cast, drawn):
    story = chosen_map(client, cast)
    for size in ("a4", "large"):
        text = " ".join(text_of(get(client, cast, "participant", "trace_sheet", story.pk, size=size)).split())
        assert text.count("Head of finance") >= 2
        assert "Against it" in text


def test_a_map_is_read_by_the_readers_of_the_story_alone(client, cast, drawn):
    story = chosen_map(client, cast)
    Trace.objects.update(audience="set", learning_set=cast.set_a)
    assert "Head of finance" in get(client, cast, "set_mate", "trace_shown", story.pk).content.decode()
    assert get(client, cast, "coordinator", "trace_shown", story.pk).status_code == 404
    assert get(client, cast, "set_mate", "map", drawn.pk).status_code == 404


@pytest.mark.usefixtures("written")
def test_an_entry_without_words_is_not_offered(client, cast, written):
    make.entry(written, happened="", mood="slow")
    assert len(keys(client, cast)) == 4


@pytest.mark.usefixtures("written")
def test_what_is_chosen_is_copied_for_its_author_alone(client, cast):
    all_keys = keys(client, cast)
    assert choose(client, cast, all_keys[0], all_keys[2]).status_code == 302
    assert texts() == ["One offer for all.", "That nobody asked."]
    assert Trace.objects.get().audience == "me"
    pk = Trace.objects.get().pk
    for role in ("set_mate", "facilitator", "coordinator", "administrator"):
        assert get(client, cast, role, "trace_shown", pk).status_code == 404


@pytest.mark.usefixtures("written")
def test_choosing_again_keeps_the_changed_copy_and_adds_after_it(client, cast):
    first, second, *_ = keys(client, cast)
    choose(client, cast, second)
    part = TracePart.objects.get()
    post(client, cast, "participant", "trace_edit", part.pk, heading="In short", text="They listened, in the end.")
    choose(client, cast, first, second)
    assert texts() == ["They listened, in the end.", "One offer for all."]
    choose(client, cast, first)
    assert texts() == ["One offer for all."]


def test_the_copy_changes_and_the_entry_does_not(client, cast, written):
    choose(client, cast, keys(client, cast)[1])
    part = TracePart.objects.get()
    assert post(client, cast, "participant", "trace_edit", part.pk, heading="", text="Shorter.").status_code == 302
    assert texts() == ["Shorter."]
    assert written.entries.get().happened == "They listened."


def test_a_part_stays_when_what_it_was_copied_from_goes(client, cast, written):
    choose(client, cast, keys(client, cast)[1])
    written.entries.all().delete()
    assert len(keys(client, cast)) == 4
    choose(client, cast, keys(client, cast)[-1], keys(client, cast)[0])
    assert "Rang two heads.\nThey listened." in texts()


@pytest.mark.usefixtures("written")
def test_anothers_words_cannot_be_chosen(client, cast):
    theirs = make.entry(make.challenge(cast.set_mate_place), happened="Not yours", audience="cohort")
    refused = choose(client, cast, f"entry-{theirs.pk}")
    assert refused.status_code == 422
    assert not Trace.objects.exists()
    with pytest.raises(NotTheirs):
        traces.choose(
            place=cast.participant_place, title=TITLE, keys=[f"entry-{theirs.pk}"], by=cast.participant, now=make.NOW
        )
    with pytest.raises(NotTheAuthor):
        traces.choose(place=cast.participant_place, title=TITLE, keys=[], by=cast.set_mate, now=make.NOW)


@pytest.mark.usefixtures("written")
def test_a_story_without_a_title_comes_back_as_chosen(client, cast):
    chosen = keys(client, cast)[1]
    form = {"title": "", "chosen": [chosen]}
    refused = post(client, cast, "participant", "trace_choose", cast.participant_place.pk, **form)
    assert refused.status_code == 422
    assert refused.context["form"]["chosen"].value() == [chosen]
    assert "Give your story a title." in refused.content.decode()


@pytest.mark.parametrize(
    ("which", "press", "order"),
    [
        (0, "down", ["Second", "First", "Third"]),
        (2, "up", ["First", "Third", "Second"]),
        (0, "up", ["First", "Second", "Third"]),
        (2, "down", ["First", "Second", "Third"]),
    ],
)
def test_a_part_moves_by_one_and_stops_at_the_ends(client, cast, story, which, press, order):
    part = story.parts.all()[which]
    post(client, cast, "participant", "trace_move", part.pk, **{press: ""})
    assert texts() == order


def test_a_part_that_another_page_took_out_is_not_there(client, cast, story, monkeypatch):
    part = story.parts.first()
    monkeypatch.setattr("challenges.views.traces.own_part", lambda request, pk: part)
    TracePart.objects.filter(pk=part.pk).delete()
    assert post(client, cast, "participant", "trace_move", part.pk, down="").status_code == 404
    assert post(client, cast, "participant", "trace_edit", part.pk, heading="", text="x").status_code == 404
    assert texts() == ["Second", "Third"]


def test_shared_it_is_read_presented_and_printed_by_those_chosen_and_by_nobody_else(client, cast, story):
    sent = {"audience": "set", "learning_set": cast.set_a.pk}
    assert post(client, cast, "participant", "trace_share", story.pk, **sent).status_code == 302
    assert "Second" in get(client, cast, "set_mate", "trace_shown", story.pk).content.decode()
    assert "Second" in get(client, cast, "adviser", "trace_present", story.pk, 2).content.decode()
    assert "Second" in text_of(get(client, cast, "set_mate", "trace_sheet", story.pk))
    for name, more in (("trace_shown", ()), ("trace_present", (1,)), ("trace_sheet", ())):
        assert get(client, cast, "facilitator", name, story.pk, *more).status_code == 404


def test_whoever_adds_to_a_shared_story_is_told_who_reads_it_at_once(client, cast, story, written):
    choosing = ("trace_choose", cast.participant_place.pk)
    assert "Nobody else can read the story" in get(client, cast, "participant", *choosing).content.decode()
    Trace.objects.update(audience="cohort")
    shown = get(client, cast, "participant", *choosing).content.decode()
    assert "Your readers see what you add at once" in shown
    assert "Nobody else can read the story" not in shown


def test_a_reader_finds_it_in_the_list_and_on_the_challenge(client, cast, story):
    challenge = make.challenge(cast.participant_place)
    Trace.objects.update(audience="cohort")
    for role in ("participant", "other_set", "coordinator"):
        assert TITLE in get(client, cast, role, "traces").content.decode()
        client.force_login(cast.roles[role])
        assert story.get_absolute_url() in client.get(challenge.get_absolute_url()).content.decode()
    assert "No stories yet" in get(client, cast, "other_cohort", "traces").content.decode()


def test_the_author_finds_the_way_from_the_challenge(client, cast):
    challenge = make.challenge(cast.participant_place)
    client.force_login(cast.participant)
    shown = client.get(challenge.get_absolute_url()).content.decode()
    assert reverse("challenges:trace_choose", args=[cast.participant_place.pk]) in shown


def test_it_is_presented_one_after_another_with_a_way_back_and_on(client, cast, story):
    opening = get(client, cast, "participant", "trace_present", story.pk, 0).content.decode()
    assert TITLE in opening
    assert 'rel="prev"' not in opening
    last = get(client, cast, "participant", "trace_present", story.pk, 3).content.decode()
    assert "Third" in last
    assert "First" not in last
    assert 'rel="next"' not in last
    assert get(client, cast, "participant", "trace_present", story.pk, 4).status_code == 404


@pytest.mark.parametrize("words", ["#set page(fill: red) *bold*", "مرحبا", "x" * 3000, "One\n\n\nTwo"])
def test_whatever_was_typed_is_printed_as_words(client, cast, words):
    story = make.trace(cast.participant_place, TITLE, words)
    printed = get(client, cast, "participant", "trace_sheet", story.pk)
    assert printed["Content-Type"] == "application/pdf"
    assert "Only you can read this" in text_of(printed)
    assert words[:4] in text_of(printed) or words == "مرحبا"


def test_the_list_and_the_story_cost_the_same_for_one_and_for_many(client, cast, story):
    Trace.objects.update(audience="cohort")
    cost = []
    for number in (0, 29):
        for place in make.crowd(cast.cohort, number):
            make.trace(place, TITLE, audience="cohort")
            story.parts.create(position=9, kind="entry", number=10_000 + place.pk, on=make.NOW.date(), text="More")
        get(client, cast, "facilitator", "traces")
        pages = (("traces", []), ("trace_shown", [story.pk]), ("trace_present", [story.pk, 1]))
        for name, args in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(f"challenges:{name}", args=args))
            cost.append(len(queries))
    assert cost[:3] == cost[3:]


def test_the_list_to_choose_from_costs_the_same_for_one_entry_and_for_thirty(client, cast):
    challenge, cost = make.challenge(cast.participant_place), []
    client.force_login(cast.participant)
    for more in (1, 29):
        for _ in range(more):
            make.entry(challenge)
            make.commitment(cast.participant_place, challenge=challenge)
        path = reverse("challenges:trace_choose", args=[cast.participant_place.pk])
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(path).content.decode()
        assert page.count('type="checkbox"') >= 2 * more
        cost.append(len(queries))
    assert cost[0] == cost[1]
