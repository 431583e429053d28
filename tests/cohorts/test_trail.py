import pytest
from django.utils.functional import SimpleLazyObject

from cohorts.models import Event
from cohorts.trail import record
from tests.factories import NOW


def test_the_trail_cannot_be_changed_or_shortened(cast):
    event = record(cast.coordinator, "changed", cast.cohort, at=NOW, fields=["name"])
    assert (event.model, event.object_id, event.fields) == ("cohorts.cohort", cast.cohort.pk, ["name"])
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    assert Event.objects.filter(pk=event.pk).exists()


def test_who_is_signed_in_may_be_the_thing_itself(cast):
    lazy = SimpleLazyObject(lambda: cast.participant)
    assert record(lazy, "changed", lazy, at=NOW).model == "cohorts.person"
