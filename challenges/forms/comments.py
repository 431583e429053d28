from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Comment
from cohorts.fields import KeyField


class CommentForm(forms.ModelForm):
    key = KeyField()

    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}
        error_messages = {"text": {"required": _("Write what you want to say.")}}
