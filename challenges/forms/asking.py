"""What a session asks, chosen by those who run it, and answered by those who were there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.library import OPEN, PROMPTS, SCALES
from challenges.models import Question
from challenges.models.feedback import HIGHEST, LOWEST
from cohorts.fields import LinesField

MOST = 8  # questions of a kind: nobody answers more on a phone


class QuestionLines(LinesField):
    longest = 200


class AskForm(forms.Form):
    """Some of the library's questions, and some of their own, a line each."""

    names = {
        Question.Kind.PROMPT: (_("To reflect on"), _("Prompts of your own"), PROMPTS),
        Question.Kind.SCALE: (_("To be answered from 1 to 5"), _("Statements of your own"), SCALES),
        Question.Kind.OPEN: (_("To be answered in their own words"), _("An open question of your own"), [OPEN]),
    }

    chosen = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    )
    own = QuestionLines(required=False, help_text=_("One a line"))

    def __init__(self, *args, kind, asked=(), **kwargs):
        known = [str(text) for text in self.names[kind][2]]
        initial = {
            "chosen": [text for text in asked if text in known],
            "own": [text for text in asked if text not in known],
        }
        super().__init__(*args, prefix=kind, initial=initial, **kwargs)
        self.kind = kind
        self.fields["chosen"].label, self.fields["own"].label = self.names[kind][:2]
        self.fields["chosen"].choices = [(text, text) for text in known]

    def clean(self):
        super().clean()
        if len(self.texts) > MOST:
            self.add_error("own", _("Ask up to %(most)s: more are not answered on a phone.") % {"most": MOST})
        return self.cleaned_data

    @property
    def texts(self):
        """What is asked: the library's in its order, then their own."""
        return [*self.cleaned_data.get("chosen", ()), *self.cleaned_data.get("own", ())]


def lines(text):
    """The text by its lines: browsers do not agree on how a line ends."""
    return (text or "").strip().splitlines()


class AnswersForm(forms.Form):
    """A field for each question. Only what was changed on this page is saved: two pages do not undo each other."""

    def __init__(self, *args, questions, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {self.name_of(question): question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = self.field_for(question, said.get(question.pk))

    @staticmethod
    def name_of(question):
        return f"answer_{question.pk}"

    def field_for(self, question, initial):
        rows = forms.Textarea(attrs={"rows": 3, "class": "form-control", "dir": "auto"})
        return forms.CharField(
            label=question.text, initial=initial, widget=rows, required=False, max_length=4000, show_hidden_initial=True
        )

    def clean(self):
        super().clean()
        for name in set(self.changed_data) & self.questions.keys():
            if self.fields[name].show_hidden_initial and self.was(name) != lines(self.fields[name].initial):
                self.ask_again(name)
        return self.cleaned_data

    def was(self, name):
        """What the box held when the page was opened."""
        return lines(self.data.get(self.add_initial_prefix(name)))

    def ask_again(self, name):
        """Somewhere else the same answer was saved meanwhile: show it, and let a second press replace it."""
        newer = self.fields[name].initial or _("nothing")
        self.add_error(name, _("You changed this on another page meanwhile, to: %(text)s") % {"text": newer})
        self.add_error(name, _("Save again to keep what stands here instead."))
        self.data = self.data.copy()
        self.data[self.add_initial_prefix(name)] = self.fields[name].initial or ""

    @property
    def answers(self):
        """What each changed question is answered with now."""
        return {self.questions[name]: self.cleaned_data[name] for name in self.changed_data if name in self.questions}


class ReflectionForm(AnswersForm):
    """Own words; `offer` and `take_back` are buttons that name a question."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(question.pk, question.text) for question in self.questions.values()]
        for name in ("offer", "take_back"):
            self.fields[name] = forms.TypedChoiceField(
                choices=choices, coerce=self.named, empty_value=None, required=False, widget=forms.HiddenInput
            )

    def named(self, number):
        known = {str(question.pk): question for question in self.questions.values()}
        if number not in known:
            raise ValueError(number)
        return known[number]

    def clean(self):
        super().clean()
        offered = self.cleaned_data.get("offer")
        name = self.name_of(offered) if offered else ""
        if name and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, _("Write something first, then offer it."))
        return self.cleaned_data


class FeedbackForm(AnswersForm):
    """A score for each statement, words for each open question. None has to be answered."""

    def field_for(self, question, initial):
        if question.kind == Question.Kind.OPEN:
            rows = forms.Textarea(attrs={"rows": 3, "class": "form-control", "dir": "auto"})
            return forms.CharField(
                label=question.text,
                initial=initial,
                widget=rows,
                required=False,
                max_length=2000,
                show_hidden_initial=True,
            )
        return forms.TypedChoiceField(
            label=question.text,
            initial=initial,
            choices=[(score, str(score)) for score in range(LOWEST, HIGHEST + 1)],
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            required=False,
        )

    @property
    def answers(self):
        """As the page was left; a statement without a score keeps the one it had."""
        return {question: value for question, value in super().answers.items() if self.is_said(question, value)}

    def is_said(self, question, value):
        return value is not None or question.kind == Question.Kind.OPEN
