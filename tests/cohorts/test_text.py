import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from cohorts.text import email_key, one_line, search_key, sort_key


def test_two_spellings_of_one_address_have_one_key():
    assert email_key(" Zoe\u0308@Example.EXAMPLE ") == email_key("zoë@example.example")


def test_a_name_is_found_without_its_accents():
    assert search_key("zoe") in search_key("Zoë Yeo")


def test_names_sort_by_surname():
    names = ["Zoë Yeo", "Amina Abara", "Ángel Bel"]
    assert sorted(names, key=sort_key) == ["Amina Abara", "Ángel Bel", "Zoë Yeo"]


@pytest.mark.parametrize("value", ["a\r\nBcc: b@c.example", "a\x00b", "a\u2028b"])
def test_a_single_line_holds_no_break(value):
    with pytest.raises(ValidationError):
        one_line(value)


@pytest.mark.parametrize("value", ["O’Rourke", "Łaski 🙂", "李小龙", "محمد", "{{7*7}}"])
def test_a_single_line_holds_any_script(value):
    assert one_line(value) is None


@given(some.text())
def test_keys_never_fail_and_are_stable(text):
    assert search_key(search_key(text)) == search_key(text)
    assert email_key(email_key(text)) == email_key(text)
