from django import forms
from django.utils.translation import gettext_lazy as _

from cohorts.models import Room, Venue


class VenueForm(forms.ModelForm):
    class Meta:
        model = Venue
        fields = ["name", "address", "directions", "parking", "access"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("directions", "parking", "access")}

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self.programme.venues.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This programme has a venue of that name already."))
        return name


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("name", "capacity", "layout", "step_free", "hearing_loop")  # a list would be added to by the formset


class BaseRooms(forms.BaseInlineFormSet):
    def clean(self):
        """Refuse rooms that are not this venue's: of another, or removed meanwhile."""
        super().clean()
        theirs = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        if any(form.data.get(form.add_prefix("id"), "") not in {"", *theirs} for form in self.forms):
            raise forms.ValidationError(_("The rooms have changed since you opened this page. Open it again."))

    def chosen(self):
        """What the table says: rooms kept by id, rooms added, ids removed."""
        kept, added, removed = {}, [], []
        for form in self.forms:
            values = {name: form.cleaned_data.get(name) for name in RoomForm.Meta.fields}
            if form.cleaned_data.get("DELETE"):
                removed += [form.instance.pk] if form.instance.pk else []
            elif form.instance.pk:
                kept[form.instance.pk] = values
            elif values["name"]:
                added.append(values)
        return kept, added, removed


Rooms = forms.inlineformset_factory(Venue, Room, form=RoomForm, formset=BaseRooms, extra=3, can_delete=True)
