"""manage.py read_agenda"""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from workshops.pasting import LARGEST

REAL = Path(__file__).parent.parent / "data" / "workshop-1.txt"


def run(*arguments):
    said = io.StringIO()
    call_command("read_agenda", *arguments, stdout=said)
    return said.getvalue()


def test_the_real_day_as_json():
    said = json.loads(run(str(REAL), "--json"))
    assert len(said["items"]) == 14
    assert said["items"][0].items() >= {
        ("start", "10:00"),
        ("minutes", 5),
        ("title", "Welcome and programme introductions"),
        ("notes", ""),
        ("guessed", False),
    }
    assert (said["items"][-1]["start"], said["items"][-1]["minutes"]) == ("16:30", 0)
    assert said["unread"] == []


def test_the_same_for_people_with_what_is_in_doubt_and_what_was_not_understood(tmp_path):
    file = tmp_path / "agenda.txt"
    file.write_text("Plan\n1.30 Keynote (Jo Hartley)\n• bring pens\n2.30 Sets\n")
    said = run(str(file))
    assert "13:30    60 min  input      Keynote  (check: lead, afternoon)" in said
    assert "Jo Hartley" in said
    assert "bring pens" in said
    assert "14:30     ? min  sets       Sets" in said
    assert said.endswith("Not understood:\n  Plan\n")


def test_lengths_begin_at_the_start_that_is_given(tmp_path):
    file = tmp_path / "agenda.txt"
    file.write_text("Welcome 15 mins\nSets 45 mins\n")
    assert [item["start"] for item in json.loads(run(str(file), "--start", "09:30", "--json"))["items"]] == [
        "09:30",
        "09:45",
    ]


def test_days_are_named(tmp_path):
    file = tmp_path / "agenda.txt"
    file.write_text("Day 1\n10:00 Walk\nDay 2\n10:00 Sets\n")
    assert [item["day"] for item in json.loads(run(str(file), "--json"))["items"]] == ["Day 1", "Day 2"]
    assert run(str(file)).startswith("Day 1\n10:00")


def test_what_is_piped_in(monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO("10:00 Café\n11:00 Close".encode("cp1252"))))
    assert json.loads(run("-", "--json"))["items"][0]["title"] == "Café"


def test_an_empty_file_is_said(tmp_path):
    file = tmp_path / "empty.txt"
    file.write_text("")
    assert run(str(file)) == "Nothing in it was understood as an agenda.\n"
    assert json.loads(run(str(file), "--json")) == {"items": [], "unread": []}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such-file"], "no-such-file cannot be read: No such file or directory."),
        (["."], "cannot be read: Is a directory."),
        (["a\0b"], "cannot be read"),
        ([str(REAL), "--start", "25:00"], "--start 25:00: write a time such as 09:30."),
    ],
)
def test_what_cannot_be_is_said(arguments, said):
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert said in str(refused.value)


def test_five_megabytes_are_refused_with_what_can_be_read(tmp_path):
    file = tmp_path / "large.txt"
    file.write_text("10:00 Welcome\n" * (5 * 1024 * 1024 // 14))
    with pytest.raises(CommandError, match=f"more than {LARGEST:,} characters"):
        run(str(file))
