import pytest
from django.urls import reverse

from challenges.models import SelfCheck
from cohorts.models import Event
from tests import factories as make

ANSWERS = {"matters": "yes", "matters_why": "Three families told me.", "live": "unsure", "audience": "me"}


@pytest.fixture
def challenge(cast, client):
    client.force_login(cast.participant)
    return make.challenge(cast.participant_place, audience="cohort")


@pytest.fixture
def url(challenge):
    return reverse("challenges:marks", args=[challenge.pk])


def test_no_answer_is_chosen_for_the_author_and_no_reader_but_oneself(client, url):
    form = client.get(url).context["form"]
    assert [mark.value() for mark, _ in form.marks] == [None] * 4
    assert form["audience"].value() == "me"


def test_the_answers_stand_on_the_challenge_with_who_can_read_them(client, url):
    page = client.post(url, ANSWERS, follow=True)
    html = page.content.decode()
    section = html[html.index('id="marks"') : html.index('id="who"')]
    assert "Does it matter to you enough to spend time on?</dt><dd><b>Yes</b>" in section
    assert "Three families told me." in section
    assert "<b>Not sure yet</b>" in section
    assert "<b>Only you</b> can read this" in section
    assert "Is progress possible" not in section


def test_not_sure_yet_is_an_answer_and_none_at_all_is_not(client, url):
    assert client.post(url, {"good": "unsure", "audience": "me"}).status_code == 302
    refused = client.post(url, {"good_why": "Perhaps", "audience": "me"})
    assert refused.status_code == 422
    assert "Choose an answer for one mark at least." in refused.content.decode()
    assert "Perhaps" in refused.content.decode()
    assert SelfCheck.objects.get().good_why == ""


def test_looking_again_changes_the_one_there_is(client, url):
    client.post(url, ANSWERS)
    assert client.get(url).context["form"]["matters"].value() == "yes"
    client.post(url, ANSWERS | {"matters": "partly", "audience": "facilitators"})
    row = SelfCheck.objects.get()
    assert (row.matters, row.audience) == ("partly", "facilitators")
    assert Event.objects.filter(verb="checked").last().fields == ["audience", "matters"]


def test_an_answer_can_be_emptied_again_and_the_others_stay(client, url):
    client.post(url, ANSWERS)
    form = client.get(url).context["form"]
    offered = {mark.name: [value for value, _ in mark.field.choices] for mark, _ in form.marks}
    assert ["" in offered[name] for name in ("matters", "live", "others")] == [True, True, False]
    page = client.post(url, ANSWERS | {"matters": ""}, follow=True).content.decode()
    row = SelfCheck.objects.get()
    assert (row.matters, row.matters_why, row.live) == ("", "Three families told me.", "unsure")
    assert "Does it matter to you enough to spend time on?</dt><dd><b>" not in page


def test_all_of_them_emptied_are_taken_out_for_every_reader(client, cast, challenge, url):
    client.post(url, ANSWERS | {"audience": "cohort"})
    page = client.post(url, {"matters": "", "matters_why": "", "live": "", "audience": "cohort"}, follow=True)
    assert "Your answers are taken out." in page.content.decode()
    assert "Look at the four marks" in page.content.decode()
    assert not SelfCheck.objects.exists()
    assert Event.objects.filter(verb="removed", model="challenges.selfcheck").count() == 1
    client.force_login(cast.set_mate)
    assert "Three families told me." not in client.get(challenge.get_absolute_url()).content.decode()


def test_a_line_that_stands_alone_is_not_taken_out(client, url):
    client.post(url, ANSWERS)
    refused = client.post(url, {"matters_why": "Still mine", "audience": "me"})
    assert refused.status_code == 422
    assert "Still mine" in refused.content.decode()
    assert SelfCheck.objects.get().matters == "yes"


@pytest.mark.parametrize(("audience", "readers"), [("me", set()), ("facilitators", {"facilitator"})])
def test_the_readers_of_the_marks_are_their_own_and_not_those_of_the_challenge(
    client, cast, challenge, audience, readers
):
    make.self_check(challenge, matters_why="Kept apart", audience=audience)
    met = set()
    for role in ("set_mate", "adviser", "coach", "facilitator", "coordinator"):
        client.force_login(cast.roles[role])
        if "Kept apart" in client.get(challenge.get_absolute_url()).content.decode():
            met.add(role)
    assert met == readers


def test_who_may_read_the_marks_alone_learns_nothing_else(client, cast, challenge):
    challenge.audience = "me"
    challenge.save()
    make.self_check(challenge, matters_why="For all", audience="cohort")
    client.force_login(cast.other_set)
    html = client.get(challenge.get_absolute_url()).content.decode()
    assert "For all" in html
    assert challenge.title not in html
    assert "Framed" not in html


def test_the_table_of_readers_has_a_line_for_the_marks(client, challenge):
    make.self_check(challenge)
    parts = client.get(challenge.get_absolute_url()).context["parts"]
    assert ("selfcheck", "Only you", 1) in [(part.kind, part.label, part.count) for part in parts]
