"""Whatever a program writes is read back, and whatever was brought in once is brought in once."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohorts.models import Membership
from cohorts.sheet import sheet_of
from cohorts.spreadsheet import read
from tests.cohorts.lists import bring_in

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
LATIN = st.text(st.sampled_from("abcdefgéöüABCÉÖÜ"), min_size=1, max_size=12)
HEADINGS = {"name": "Name", "email": "Email", "organisation": "Organisation", "job_title": "Job title"}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_list_in_any_dialect_encoding_and_order_is_read_back_the_same(data):
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    word = LATIN if encoding == "cp1252" else WORDS
    order = data.draw(st.permutations([*HEADINGS]))
    people = [
        {"name": name, "email": f"p{n}@b.example", "organisation": f"{body}, {post}", "job_title": f"{post}; {body}"}
        for n, (name, body, post) in enumerate(data.draw(st.lists(st.tuples(word, word, word), min_size=1, max_size=6)))
    ]
    kept = io.StringIO()
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(kept, delimiter=data.draw(st.sampled_from(",;\t|")), quoting=quoting)
    writer.writerows([[HEADINGS[name] for name in order], *([person[name] for name in order] for person in people)])
    assert [row.values for row in sheet_of(read(kept.getvalue().encode(encoding))).rows()] == people


@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(LATIN, LATIN, st.integers(0, 40)), min_size=1, max_size=5, unique_by=lambda one: one[2]))
def test_the_same_list_a_second_time_adds_and_changes_nobody(cast, people):
    data = "Name,Email,Organisation\n" + "".join(f"{name},p{n}@prop.example,{body}\n" for name, body, n in people)
    bring_in(cast, data)
    before = Membership.objects.count()
    again = bring_in(cast, data)
    assert (again["new"], again["changed"], Membership.objects.count()) == (0, 0, before)
