"""Two presses at the same moment, on the database that really runs them at the same moment."""

import pytest

from tests import factories as make
from tests.cast import assemble
from tests.cohorts.test_at_once import at_once
from tests.workshops.acting import real_day
from workshops.exceptions import Full, NameTaken
from workshops.models import Item, Material, Session, StoredFile, Template
from workshops.models.material import MOST
from workshops.services import copying, materials, templates
from workshops.services.laying import Beginning

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    cast = assemble()
    real_day(cast.workshop)
    return cast


@pytest.fixture
def by(cast):
    return {"by": cast.facilitator, "now": make.NOW}


def test_kept_twice_at_once_is_kept_once(cast, by):
    given = at_once(*[lambda: templates.keep_session(session=cast.workshop, name="A day", **by)] * 4)
    assert len({template.pk for template in given}) == Template.objects.count() == 1


def test_one_name_wanted_by_two_sessions_at_once_goes_to_one(cast, by):
    given = at_once(
        *[
            lambda session=session: templates.keep_session(session=session, name="A day", **by)
            for session in (cast.workshop, cast.draft)
        ]
    )
    assert sum(isinstance(one, NameTaken) for one in given) == Template.objects.count() == 1


def test_a_session_started_or_copied_twice_at_once_is_there_once(cast, by):
    template = templates.keep_session(session=cast.workshop, name="A day", **by)
    before = Session.objects.count()
    june = Beginning(make.WORKSHOP.replace(month=6), name="In June")
    july = Beginning(make.WORKSHOP.replace(month=7), name="In July")
    copy = {"session": cast.workshop, "cohort": cast.cohort, "chosen": july, "with_speakers": True}
    at_once(
        *[lambda: templates.start(template=template, cohort=cast.cohort, chosen=june, **by)] * 3,
        *[lambda: copying.copy(**copy, **by)] * 3,
    )
    assert Session.objects.count() == before + 2
    assert Item.objects.filter(day__session__name__in=["In June", "In July"]).count() == 28


def test_an_agenda_added_twice_at_once_is_there_once(cast, by):
    template = templates.keep_session(session=cast.workshop, name="A day", **by)
    day = cast.draft.days.get()
    at_once(*[lambda: templates.put(template=template, part=0, day=day, after=0, **by)] * 4)
    assert day.items.count() == 14


def test_the_last_place_for_a_file_goes_to_one_of_two(cast, by):
    item = Item.objects.first()
    for n in range(MOST - 1):
        make.material(item, link=f"https://example.org/{n}")
    given = at_once(
        *[
            lambda n=n: materials.add(
                item=item,
                fields={"name": f"File {n}", "readers": "delegates", "link": ""},
                upload=materials.Upload("txt", f"Text {n}".encode()),
                **by,
            )
            for n in range(3)
        ]
    )
    assert sum(isinstance(one, Full) for one in given) == 2
    assert (Material.objects.count(), StoredFile.objects.count()) == (MOST, 1)


def test_a_template_deleted_while_it_is_used_is_used_or_gone_and_never_a_fault(cast, by):
    template = templates.keep_session(session=cast.workshop, name="A day", **by)
    june = Beginning(make.WORKSHOP.replace(month=6), name="In June")
    laid, _deleted = at_once(
        lambda: templates.start(template=template, cohort=cast.cohort, chosen=june, **by),
        lambda: templates.delete(template=template, **by),
    )
    made = Session.objects.filter(name="In June").count()
    assert made == (0 if type(laid).__name__ == "Gone" else 1)
    assert not Template.objects.exists()
