from django import forms

from reminders import optional
from reminders.models import OptOut


class MailsForm(forms.Form):
    """The mails that can be done without, as far as the viewer's roles bring them, and own words."""

    own_words = forms.BooleanField(required=False)

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, initial={"own_words": viewer.person.own_words_by_mail}, **kwargs)
        self.offers_words = bool(viewer.participations)
        offered = optional.FOR_PARTICIPANTS if viewer.participations else []
        self.offered = [*offered, *(optional.FOR_COORDINATORS if viewer.programmes_coordinated else [])]
        out = set(OptOut.objects.filter(person=viewer.person).values_list("kind", flat=True))
        self.fields |= {kind: forms.BooleanField(required=False, initial=kind not in out) for kind in self.offered}

    @property
    def kinds(self):
        """Each kind that is offered, and whether it is wanted."""
        return [(kind, self[kind].value()) for kind in self.offered]

    @property
    def choice(self):
        wanted = {kind: self.cleaned_data[kind] for kind in self.offered}
        return {"wanted": wanted, "own_words": self.cleaned_data["own_words"] if self.offers_words else None}
