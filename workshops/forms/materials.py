from pathlib import PurePath

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cohorts.text import one_line, plain_name
from workshops.filetypes import NotKept, kind_of
from workshops.models import Material
from workshops.models.material import LARGEST
from workshops.services.materials import Upload

REASONS = {
    "empty": _("This file is empty."),
    "large": _("This file has %(size)s. A file can have up to 10 MB: save it smaller, or give a link to it instead."),
    "macros": _("This document holds macros. Save it without them, as .docx, .xlsx or .pptx, and choose that file."),
    "password": _("This document has a password. Save it without one, or give a link to it instead."),
    "page": _("Web pages, drawings as SVG and rich text are not kept. Save it as PDF and choose that file."),
    "broken": _("This file cannot be read to its end. Open it, save it again and choose the new file."),
    "other": _("This is not a PDF, an office document, a picture or plain text. Save it as one of these."),
}


class MaterialForm(forms.Form):
    """A file or a link, what it is called and for whom; `upload` once it is valid."""

    needs_one = True

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # the reason is worded below
        widget=forms.FileInput,
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, a picture or plain text, up to 10 MB"),
    )
    link = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole web address, such as https://example.org/reading.")},
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        validators=[one_line],
        help_text=_("What people read on the page. Leave it empty to take the file’s own name."),
    )
    readers = forms.ChoiceField(
        label=_("For whom"),
        choices=Material.Readers.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads it."), "invalid_choice": _("Choose who reads it.")},
    )

    def clean_file(self):
        """Check what the file is by its content; its name may say anything."""
        given = self.cleaned_data["file"]
        if not given:
            return None
        try:
            if given.size > LARGEST:
                raise NotKept("large")
            data = given.read()
            return Upload(kind_of(data), data)
        except NotKept as refusal:
            size = {"size": filesizeformat(given.size)}
            raise forms.ValidationError(REASONS[refusal.reason], code=refusal.reason, params=size) from None

    def clean(self):
        super().clean()
        file, link = self.cleaned_data.get("file"), self.cleaned_data.get("link")
        if file and link:
            self.add_error("link", _("Give a file or a link, not both."))
        if not (file or link or self.errors) and self.needs_one:
            self.add_error("file", _("Choose a file, or give a link."))
        return self.cleaned_data

    @property
    def upload(self):
        return self.cleaned_data["file"]

    @property
    def material_fields(self):
        """The columns of the material, ready for the service."""
        chosen = self.cleaned_data
        name = chosen["name"] or self.own_name() or chosen["link"][:120]
        return {"name": name, "readers": chosen["readers"], "link": chosen["link"]}

    def own_name(self):
        sent = self.files.get("file")
        return plain_name(PurePath(sent.name).stem, 120) if sent and self.upload else ""


class ChangedMaterialForm(MaterialForm):
    """The same for one that is there: a link stays a link, a file stays unless another is sent."""

    needs_one = False

    def __init__(self, *args, material, **kwargs):
        kwargs["initial"] = {name: getattr(material, name) for name in ("name", "readers", "link")}
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].help_text = _("What people read on the page")
        if material.link:
            del self.fields["file"]
            self.fields["link"].label, self.fields["link"].required = _("Link"), True
        else:
            del self.fields["link"]
            self.fields["file"].label = _("Another file in its place")

    @property
    def upload(self):
        return self.cleaned_data.get("file")

    @property
    def material_fields(self):
        return {name: self.cleaned_data[name] for name in ("name", "readers", "link") if name in self.fields}
