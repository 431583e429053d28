"""Whom an occasion reaches, asked of the data as it is now. Expanding, sending and the pages ahead all ask here."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cohorts.models import Membership, OfficeContact, SetMembership
from reminders.models import Rule

SESSION = "cohort__sessions"
OCCASION = f"{SESSION}__occasions"
OF_THE_SESSION = {  # read through one join: a filter of its own would join the sessions anew
    "occasion": OCCASION,
    "moment": f"{OCCASION}__moment",
    "kind": f"{SESSION}__kind",
    "learning_set": f"{SESSION}__learning_set",
    "adviser": f"{SESSION}__learning_set__adviser",
    "pair": f"{SESSION}__coaching_pair",
    "coach": f"{SESSION}__coaching_pair__coach",
    "coachee": f"{SESSION}__coaching_pair__coachee",
    "pair_ended": f"{SESSION}__coaching_pair__ended_at",
}


def places(occasions) -> QuerySet[Membership]:
    """Current places that `occasions` (ids or a subquery) before sessions are about; adds `occasion` and `named`.

    A session of the whole cohort is about everyone in it, a set meeting about the set and its adviser, coaching about
    the pair. `named` says whether a rule that is on names the role at this moment before this kind of session.
    """
    found = Membership.objects.current().filter(**{f"{OCCASION}__in": occasions}, person__is_active=True)
    found = found.annotate(**{name: F(path) for name, path in OF_THE_SESSION.items()}).order_by()
    rules = Rule.objects.on().for_kind(OuterRef("kind"))
    named = rules.filter(programme=OuterRef("cohort__programme"), moment=OuterRef("moment"), role=OuterRef("role"))
    seats = SetMembership.objects.current()
    seated = seats.filter(membership=OuterRef("pk"), learning_set=OuterRef("learning_set"))
    pair = Q(pair_ended=None) & (Q(coach=F("pk")) | Q(coachee=F("pk")))
    expected = Q(learning_set=None, pair=None) | Q(adviser=F("pk")) | pair | Exists(seated)
    return found.filter(expected).annotate(named=Exists(named))


def people(occasions) -> QuerySet[Membership]:
    """`places` of those told themselves, as `told` with `address`: not where an office contact is told instead."""
    instead = OfficeContact.objects.current().filter(principal=OuterRef("person"), instead=True)
    return places(occasions).filter(~Exists(instead), named=True).annotate(told=F("person"), address=F("person__email"))


def contacts(occasions) -> QuerySet[Membership]:
    """`places` whose holders have an office contact, with that contact as `told` and `address`."""
    contact = "person__office_contacts__contact"
    kept = {"person__office_contacts__removed_at": None, f"{contact}__is_active": True, "named": True}
    return places(occasions).filter(**kept).annotate(told=F(contact), address=F(f"{contact}__email"))
