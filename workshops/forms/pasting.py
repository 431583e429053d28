from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.pasting import LARGEST, MOST, MOST_LINES, read

EMPTY = _("Paste the agenda into the box first.")
NOTHING = _("No items were found in it. Write each item on a line of its own, with its time or its length.")
TOO_MUCH = {
    "long": _("That is %(n)s characters, and %(characters)s can be read at once. Paste a day at a time."),
    "many": _("That is more than %(items)s items or %(lines)s lines. Paste a day at a time."),
}


class PasteForm(forms.Form):
    """The text of an agenda; once it is valid, `reading` is what was understood."""

    text = forms.CharField(
        label=_("The agenda"),
        strip=False,
        help_text=_(
            "From Word, a mail, a spreadsheet or a slide. Times, lengths, or both; several days under their dates."
        ),
        error_messages={"required": EMPTY},
        widget=forms.Textarea(attrs={"rows": 16, "class": "hb-paste", "spellcheck": "false"}),
    )

    def __init__(self, *args, opens, **kwargs):
        super().__init__(*args, **kwargs)
        self.opens = opens

    def clean_text(self):
        text = self.cleaned_data["text"]
        self.reading = read(text, self.opens)
        if self.reading.too_much:
            numbers = {"n": len(text), "characters": LARGEST, "lines": MOST_LINES}
            said = {name: f"{number:,}" for name, number in numbers.items()} | {"items": MOST}
            raise forms.ValidationError(TOO_MUCH[self.reading.too_much], params=said)
        if not self.reading.items:
            raise forms.ValidationError(NOTHING if text.strip() else EMPTY)
        return text
