"""Replies to all days of a session at once, each with its own answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line
from workshops.models import Reply, Session

CHOOSE = _("Choose one of the four.")


class DayReply(forms.Form):
    """One day: whether one comes, whether one stays the night after it, and a note."""

    answer = forms.ChoiceField(
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    stays = forms.BooleanField(required=False, label=_("I stay the night"))
    note = forms.CharField(required=False, max_length=160, validators=[one_line])

    def __init__(self, *args, day, said, night, writer, **kwargs):
        self.day, self.said, self.night = day, said, night
        note = said.note if said and said.by_id == writer.pk else ""  # mails are forwarded: not what another noted
        initial = {"answer": said.answer, "note": note, "stays": said.stays} if said else {"stays": True}
        super().__init__(*args, initial=initial, prefix=f"d{day.pk}", **kwargs)

    @property
    def reply(self):
        """What to keep, as the service takes it."""
        given = self.cleaned_data
        stays = given["stays"] and given["answer"] in {"coming", "part"} if self.night else None
        return {"answer": given["answer"], "note": given["note"], "stays": stays}

    @property
    def is_news(self):
        """Whether it says anything but what is kept: else that stands, with whoever said it."""
        return self.said is None or self.reply != self.initial_reply

    @property
    def initial_reply(self):
        return {"answer": self.said.answer, "note": self.initial["note"], "stays": self.said.stays}


def forms_of(session, days, said, writer, data):
    """A form for each of `days` (in order); nights only between days of a residential."""
    last = days[-1] if days else None
    nights = session.kind == Session.Kind.RESIDENTIAL
    return [DayReply(data, day=day, said=said.get(day.pk), night=nights and day != last, writer=writer) for day in days]
