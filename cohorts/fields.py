import re
import uuid
from datetime import date, datetime

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line

LONGEST_NUMBER = 18  # digits
DAYS_AND_MONTHS = ("%d %B", "%d %b", "%a %d %b", "%a %d %B", "%A %d %B")


class DayField(forms.DateField):
    """A day as people write it: 5 March 2027, 5th of Sept, 2027, 05/03/2027; without a year, the nearest such day."""

    widget = forms.DateInput(format="%-d %B %Y", attrs={"class": "hb-short", "autocomplete": "off"})

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("A day, a month and a year, such as 5 March 2027"))
        super().__init__(**kwargs)

    default_error_messages = {"invalid": _("Write a date that exists, such as 5 March 2027.")}

    def to_python(self, value):
        value = plainly(value) if isinstance(value, str) else value
        return without_year(value) or super().to_python(value)

    def prepare_value(self, value):
        return date_format(value, "j F Y") if isinstance(value, date) else value


def plainly(text):
    """What is written around the numbers taken away: 5th of Sept, 2027 is 5 Sep 2027."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|,", " ", text, flags=re.IGNORECASE)
    return " ".join(re.sub(r"\bSept\b", "Sep", text, flags=re.IGNORECASE).split())


def without_year(text):
    """The day nearest to today that `text`, a day and a month, can mean; None when it is not that."""
    today = timezone.localdate()
    for shape in DAYS_AND_MONTHS if isinstance(text, str) else ():
        days = [parsed for year in (today.year - 1, today.year, today.year + 1) if (parsed := read(text, shape, year))]
        if days:
            return min(days, key=lambda day: abs((day - today).days))
    return None


def read(text, shape, year):
    try:
        return datetime.strptime(f"{text.strip()} {year}", f"{shape} %Y").date()  # noqa: DTZ007
    except ValueError:
        return None


class ClockField(forms.TimeField):
    """A time on the wall clock: 10:00, 9.30, 1pm."""

    widget = forms.TimeInput(format="%H:%M", attrs={"class": "hb-short", "autocomplete": "off", "inputmode": "text"})
    default_error_messages = {"invalid": _("Write a time that exists, such as 09:30.")}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Such as 09:30"))
        super().__init__(**kwargs)


class KeyField(forms.UUIDField):
    """The mark by which a form sent twice is known; one that is missing or garbled counts as new."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=uuid.uuid4, **kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()


class LinesField(forms.CharField):
    """A list written one a line: gives the lines that are not empty, each of them checked as one line."""

    widget = forms.Textarea(attrs={"rows": 4})
    longest = 300  # characters a line

    default_error_messages = {"long_line": _("A line can have up to %(longest)s characters.")}

    def __init__(self, **kwargs):
        super().__init__(max_length=10_000, **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        for line in lines:
            one_line(line)
            if len(line) > self.longest:
                raise forms.ValidationError(self.error_messages["long_line"], params={"longest": self.longest})
        return lines

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a number longer than a database keeps is a row that is not there."""

    def clean(self, value):
        for pk in value or ():
            if len(str(pk)) > LONGEST_NUMBER:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(pk)[:30]})
        return super().clean(value)
