"""Good questions to start from. Those who run a session take what fits, and add their own."""

from django.utils.translation import gettext_lazy as _

PROMPTS = [
    _("What struck you most, and why that?"),
    _("What did you see today that you had not seen before?"),
    _("Where did you hold back, and what would have happened if you had not?"),
    _("Which assumption of yours looks less sure now?"),
    _("What will you try before we meet again?"),
    _("Whom do you now need to talk to?"),
    _("What question are you taking away?"),
]
SCALES = [
    _("The session was worth the time it took."),
    _("I can use what we did in my own challenge."),
    _("I could say what I really think."),
    _("I know who must say yes to my challenge, and what they care about."),
    _("I have colleagues outside my own organisation whom I would ring for help."),
    _("I am clear about my next step."),
]
OPEN = _("What should we do differently next time?")
