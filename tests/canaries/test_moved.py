"""After a move nobody of the old cohort or the new one meets what the mover wrote, on no page; its author does."""

import pytest
from django.db import models

from challenges.models import StageMove
from challenges.services import moving
from tests import factories as make
from tests.canaries import planted
from tests.canaries.crawl import read_everything, text_of
from tests.canaries.test_canaries import TOKEN

OLD = ["set_mate", "facilitator"]  # each reads every page there is: so one of each kind
NEW = ["other_facilitator"]


@pytest.fixture
def moved(cast):
    planted.plant(cast)
    return moving.move(place=cast.participant_place, cohort=cast.second_cohort, by=cast.coordinator, now=make.NOW)


def tokens(place):
    """Every token in what went along."""
    rows = [row for model in moving.WRITTEN for row in model.objects.filter(membership=place)]
    rows += StageMove.objects.filter(challenge__membership=place)
    return {token for row in rows for token in TOKEN.findall(text(row))}


def text(row):
    written = (models.CharField, models.TextField, models.JSONField)
    return " ".join(str(getattr(row, field.name)) for field in row._meta.fields if isinstance(field, written))


@pytest.mark.parametrize("role", [*OLD, *NEW, "coordinator"])
def test_nobody_else_meets_what_went_along(role, cast, client, moved):
    client.force_login(cast.roles[role])
    met = {token for page in read_everything(client, cast).values() for token in TOKEN.findall(page)}
    assert met & tokens(moved) == set()


def test_its_author_meets_the_whole_log(cast, client, moved):
    client.force_login(cast.participant)
    page = text_of(client.get(moved.challenges.get().get_absolute_url()))
    own = {token for entry in moved.entrys.all() for token in TOKEN.findall(text(entry))}
    assert len(own) > 3
    assert own <= set(TOKEN.findall(page))
