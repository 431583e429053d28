"""A script in every box of every table: nothing of it acts on any page, whoever reads it."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat

from cohorts.models import Event
from tests.attacks.attack import ROOMS
from tests.canaries.planted import plant
from tests.doors import tables

READERS = ("participant", "adviser", "facilitator", "coordinator")
ACTS = re.compile(r"<i x=(\d+)>|&lt;i x=(\d+)&gt;['\"]")  # as an element, or out of its quotation marks
ROOM_FOR = 20


def hostile(number):
    """The script of a box; with the number of its row, for many a name may stand once only."""
    return Concat(Value(f"<i x={number}>'\""), Cast("pk", models.CharField()))


def boxes():
    """Every column of words: those with choices, keys and other meanings hold no words of people."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.concrete_fields:
                if is_box(field):
                    yield model, field


def is_box(field):
    plain = type(field) in {models.CharField, models.TextField}
    named = re.search("nonce|password|email|verb|key|zone|language|digest|table|kind|slug", field.name)
    return plain and not field.choices and not named and (field.max_length or 999) >= ROOM_FOR


def in_every_box():
    """Write a script of its own into each box; the names of the boxes by number."""
    found = {}
    for number, (model, field) in enumerate(boxes(), 10):
        if model is Event:
            continue  # nobody can change it
        try:
            with transaction.atomic():
                model.objects.exclude(pk=None).update(**{field.name: hostile(number)})
        except IntegrityError:
            continue
        found[number] = f"{model.__name__}.{field.name}"
    return found


@pytest.fixture
def pages(cast, client):
    """Every page that opens, for those who read most, with what stands on it."""
    plant(cast)
    urls = [door.url(cast) for door in tables.DOORS.values() if door.method == "GET"]
    names = in_every_box()
    return names, [(role, url, page) for role in READERS for url, page in read(client, cast.roles[role], urls)]


def read(client, person, urls):
    client.force_login(person)
    for url in urls:
        response = client.get(url)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            yield url, response.content.decode()


def test_no_words_of_anybody_act_on_any_page(pages):
    names, read = pages
    seen = {number for *_, page in read for number in re.findall(r"&lt;i x=(\d+)&gt;", page)}
    assert len(names) > 60
    assert len(seen) > 60
    acting = {(names[int(a or b)], url) for _, url, page in read for a, b in ACTS.findall(page)}
    assert acting == set()
