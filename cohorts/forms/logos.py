from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.logos import LARGEST, NotALogo, Why, checked
from cohorts.text import one_line

REFUSED = {
    Why.TOO_LARGE: _("This file is larger than 500 kB. Save the logo smaller: it is printed a few centimetres wide."),
    Why.NO_PICTURE: _("This is not a picture we can print. Choose a PNG, JPEG or SVG file."),
    Why.TOO_MANY_PIXELS: _("This picture has too many pixels to print. Save it at 4,000 pixels wide or less."),
    Why.BROKEN: _("This file is damaged or not complete. Save the logo again and choose the new file."),
    Why.HAS_LETTERS: _(
        "This drawing holds letters that need a font of their own. Turn the letters into outlines (paths), or save "
        "it as PNG."
    ),
    Why.REACHES_OUT: _(
        "This drawing holds effects, scripts or links to other files, which we do not print. Save it as plain SVG, "
        "or as PNG."
    ),
    Why.TOO_INTRICATE: _("This drawing is too intricate to print. Save it as PNG."),
}


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.svg"}),
        help_text=_("PNG, JPEG or SVG, 500 kB at most. SVG prints best."),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )
    alt = forms.CharField(
        label=_("In words"),
        max_length=160,
        validators=[one_line],
        help_text=_("What the logo says, for whoever cannot see it. Mostly the name of the organisation."),
    )

    def __init__(self, *args, has_logo: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["logo"].required = not has_logo
        if has_logo:
            self.fields["logo"].label = _("Another logo")

    def clean_logo(self) -> bytes | None:
        """The bytes of a picture that prints, or None when no new one was chosen."""
        file = self.cleaned_data["logo"]
        if not file:
            return None
        try:
            content = file.read(LARGEST + 1)
            checked(content)
        except NotALogo as refusal:
            raise forms.ValidationError(REFUSED[refusal.why], code="logo") from None
        return content
