from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.forms import ReadersForm
from cohorts.fields import KeyField
from workshops.canvases import LAYOUTS

MOST = 4000  # letters in a box; what does not fit on the printed page goes overleaf


class CanvasForm(ReadersForm):
    """A box to write in for each box of `canvas`, and who can read it."""

    key = KeyField()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, canvas, answers=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.canvas = canvas
        written = {name_of(box): box_field(canvas, box, (answers or {}).get(box.key, "")) for box in canvas.boxes}
        self.fields = written | self.fields

    def clean(self):
        super().clean()
        if not self.errors and not self.answers:
            self.add_error(None, _("Write something in one of the boxes."))
        return self.cleaned_data

    def know(self, newer):
        """That another window saved `newer` meanwhile: sent again, what stands in the form replaces it."""
        self.data = self.data.copy()
        self.data["seen"] = newer.fingerprint
        return [(box.title, text) for box in self.canvas.boxes if (text := newer.answers.get(box.key))]

    @property
    def boxes(self):
        """The bound fields of the boxes, in order."""
        return [self[name_of(box)] for box in self.canvas.boxes]

    @property
    def answers(self):
        """What is written, by the key of its box; empty boxes are left out."""
        written = {box.key: self.cleaned_data.get(name_of(box), "") for box in self.canvas.boxes}
        return {key: text for key, text in written.items() if text}


def name_of(box):
    return f"box_{box.key}"


def box_field(canvas, box, answer):
    room = LAYOUTS[canvas.layout][box.place]
    hint = box.prompt
    if room.lines > 1:
        hint = " ".join(filter(None, [hint, str(_("One line for each row."))]))
    rows = 2 if room.letters <= 60 and room.lines == 1 else 4
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(
        label=box.title, help_text=hint, required=False, max_length=MOST, initial=answer, widget=widget
    )
