from datetime import timedelta
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When

from challenges.keeping import DISCLOSURE_WAITS
from cohorts.audience import readable_by
from cohorts.querysets import SharedQuerySet

FEEDBACK_LASTS = timedelta(days=14)  # after the last day

# Rows of a challenge that carry a label of their own.
PARTS = (
    "challenges.Entry",
    "challenges.Commitment",
    "challenges.SelfCheck",
    "challenges.Map",
    "challenges.FilledCanvas",
)


def theirs(viewer):
    """How the author's own circle is recognised: set-mates, set adviser, own coach, facilitators, programme office."""
    seats = apps.get_model("cohorts.SetMembership").objects.current().filter(membership=OuterRef("membership"))
    beside = Q(learning_set__in=viewer.sets) | Q(learning_set__in=viewer.sets_advised)
    pairs = apps.get_model("cohorts.CoachingPair").objects.filter(
        coachee=OuterRef("membership"), coach__person=viewer.person, coach__left_at=None, ended_at=None
    )
    return (
        Q(membership__in=viewer.membership_ids)
        | Q(membership__cohort__in=viewer.cohorts_facilitated)
        | Q(membership__cohort__programme__in=viewer.programmes_coordinated)
        | Exists(seats.filter(beside))
        | Exists(pairs)
    )


class ChallengeQuerySet(SharedQuerySet):
    def known_to(self, viewer):
        """Challenges whose existence, stage and dates the viewer may know; words: see `visible_to`."""
        return self.filter(theirs(viewer)) if viewer.reads_words else self.none()

    def opened_by(self, viewer):
        """Challenges whose page opens for the viewer: known to them, or some words of which they may read."""
        if not viewer.reads_words:
            return self.none()
        some = (apps.get_model(part).objects.visible_to(viewer).filter(challenge=OuterRef("pk")) for part in PARTS)
        words = reduce(or_, map(Exists, some), readable_by(viewer))
        stories = apps.get_model("challenges.Trace").objects.visible_to(viewer)
        told = Exists(stories.filter(membership=OuterRef("membership")))
        return self.filter(theirs(viewer) | words | told)

    def with_author(self):
        """With everything that a page says about whose it is and who reads it."""
        return self.select_related(
            "membership__person", "membership__cohort__programme", "learning_set__adviser__person"
        )


class CommitmentQuerySet(SharedQuerySet):
    def with_holders(self):
        """Each has as `together` those who said yes to making it with its author."""
        holders = apps.get_model("challenges.Holder").objects.standing().said_yes().select_related("membership__person")
        return self.prefetch_related(Prefetch("holders", holders, to_attr="together"))


class HolderQuerySet(models.QuerySet):
    def standing(self):
        """Those who are asked or said yes, as long as they can read the commitment; nobody else holds it."""
        seats = apps.get_model("cohorts.SetMembership").objects.current()
        here = seats.filter(membership=OuterRef("membership"), learning_set=OuterRef("commitment__learning_set"))
        reads = Q(commitment__audience="cohort") | Q(commitment__audience="set") & Exists(here)
        return self.filter(reads, membership__left_at=None)

    def said_yes(self):
        return self.filter(yes_at__isnull=False)


class StageMoveQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Moves whose words the viewer may read: those of a challenge that they may read."""
        challenges = apps.get_model("challenges.Challenge").objects.visible_to(viewer)
        return self.filter(Exists(challenges.filter(pk=OuterRef("challenge"))))


class DraftQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """What the viewer typed and did not send; nobody else's, whatever their part."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()


class SetNoteQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Notes of the sets the viewer is in now: their own, those written since they came, and earlier ones once the
        set has let them in. Nobody else reads any, whatever their part."""
        if not viewer.reads_words:
            return self.none()
        seats = sitting(viewer).filter(learning_set=OuterRef("learning_set"))
        advised = advising(viewer).filter(pk=OuterRef("learning_set"))
        since = Q(since=None) | Q(since__lte=OuterRef("written_at"))
        own = Q(membership__in=viewer.membership_ids) & (Exists(seats) | Exists(advised))
        read = Exists(seats.filter(since | Q(let_in=True))) | Exists(advised.filter(since | Q(let_in=True)))
        return self.filter(own | read)

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.visible_to(viewer).filter(membership__in=viewer.membership_ids)


def sitting(viewer):
    """The viewer's seats, with `since` when, and whether the set has `let_in` them to what was written before."""
    seats = apps.get_model("cohorts.SetMembership").objects.current().filter(membership__person=viewer.person)
    return seats.annotate(since=F("joined_at"), let_in=let_in("learning_set", "membership", "joined_at"))


def advising(viewer):
    """The same of the sets that the viewer advises; without `since` they have from the beginning."""
    sets = apps.get_model("cohorts.ActionLearningSet").objects.filter(pk__in=viewer.sets_advised)
    return sets.annotate(since=F("adviser_since"), let_in=let_in("pk", "adviser", "adviser_since"))


def let_in(learning_set, newcomer, since):
    """Whether everybody who sat in the set before `since`, and at least one, agrees that `newcomer` reads on.

    The three are fields of the row that stands for the newcomer. Where nobody is left who was there, nobody can agree.
    """
    seats = apps.get_model("cohorts.SetMembership").objects.current()
    before = seats.filter(learning_set=OuterRef(learning_set), joined_at__lt=OuterRef(since))
    assents = apps.get_model("challenges.NoteAssent").objects
    agreed = Exists(
        assents.filter(seat=OuterRef("pk"), newcomer=OuterRef(OuterRef(newcomer)), at__gte=OuterRef(OuterRef(since)))
    )
    return Case(When(Exists(before.filter(agreed)) & ~Exists(before.exclude(agreed)), then=True), default=False)


def asked_by_a(role):
    roles = apps.get_model("cohorts.ProgrammeRole").objects.filter(role=role, person=OuterRef("asked_by"))
    return Exists(roles.filter(programme=OuterRef("cohort__programme")))


class DisclosureQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """What was asked and opened in programmes the viewer coordinates or is the safeguarding lead of."""
        programmes = viewer.programmes_coordinated | viewer.programmes_safeguarded
        return self.filter(cohort__programme__in=programmes) if viewer.reads_words else self.none()

    def waiting_for(self, viewer, now):
        """What others asked and the viewer can agree to at `now`, being the other of the two."""
        if not viewer.reads_words:
            return self.none()
        lead = Q(cohort__programme__in=viewer.programmes_safeguarded) & asked_by_a("coordinator")
        office = Q(cohort__programme__in=viewer.programmes_coordinated) & asked_by_a("safeguarding")
        fresh = self.filter(agreed_at=None, withdrawn_at=None, asked_at__gt=now - DISCLOSURE_WAITS)
        return fresh.filter(lead | office).exclude(asked_by=viewer.person).exclude(author=viewer.person)

    def told_to(self, viewer):
        """What was opened of the viewer's own, as far as they are told."""
        return self.filter(author=viewer.person, told_at__isnull=False)

    def with_people(self):
        return self.select_related("cohort__programme", "author", "asked_by", "agreed_by")


class QuestionQuerySet(models.QuerySet):
    def standing(self):
        """Questions that are asked now."""
        return self.filter(removed_at=None)

    def about(self, session):
        return self.filter(session=session)

    def closed(self, now):
        """Questions of sessions whose feedback nobody can give or change any more."""
        days = apps.get_model("workshops.SessionDay").objects.standing().filter(session=OuterRef("session"))
        return self.exclude(Exists(days.filter(ends_at__gte=now - FEEDBACK_LASTS)))

    def prompts(self):
        """What to reflect on, as against feedback."""
        return self.filter(kind="prompt")


def asked_before(session, sessions):
    """The last of `sessions` before this one, of its cohort, that asked what to reflect on; None without one."""
    starts = session.days.order_by("starts_at").values("starts_at")[:1]
    prompts = apps.get_model("challenges.Question").objects.standing().prompts().filter(session=OuterRef("pk"))
    earlier = sessions.filter(Exists(prompts), cohort=session.cohort_id, days__starts_at__lt=Subquery(starts))
    return earlier.exclude(pk=session.pk).order_by("-days__starts_at").first()


class ReflectionQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """The viewer's own, and nobody else's, whoever they are."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()

    def offered(self):
        """Those whose authors offer them to the recap, and have not left."""
        return self.filter(offered_at__isnull=False, membership__left_at=None)


class FeedbackQuerySet(models.QuerySet):
    def kept_for(self, viewer):
        """The viewer's own answers; of others' there are only totals."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()


class CommentQuerySet(models.QuerySet):
    def deletable_by(self, viewer):
        """The viewer's own, and those on their own entries; none on what they cannot read any more."""
        entries = apps.get_model("challenges.Entry").objects
        own = Q(by=viewer.person) | Q(entry__in=entries.written_by(viewer).values("pk"))
        return self.filter(own, entry__in=entries.visible_to(viewer).values("pk"))


class TraceQuerySet(SharedQuerySet):
    def with_author(self):
        """With everything that a page says about whose it is and who reads it."""
        return self.select_related(
            "membership__person", "membership__cohort__programme", "learning_set__adviser__person"
        )


def totals_open_to(viewer):
    """Published whole-cohort sessions whose feedback the viewer may read as totals: who chairs them, and sponsors."""
    sessions = apps.get_model("workshops.Session").objects
    if not viewer.reads_words:
        return sessions.none()
    sponsored = [role.programme_id for role in viewer.sponsorships]
    published = sessions.announced().filter(learning_set=None, coaching_pair=None)
    chaired = Q(pk__in=sessions.chaired_by(viewer).values("pk"))
    return published.filter(chaired | Q(cohort__programme__in=sponsored))


class StakeholderQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those on the maps that the viewer may read: nobody on a map has a label of their own."""
        return self.filter(map__in=apps.get_model("challenges.Map").objects.visible_to(viewer))


class OfPairQuerySet(models.QuerySet):
    """Rows of a coaching pair, with an `author` and `shared_at`."""

    def visible_to(self, viewer):
        """What the viewer wrote, and what the other of a pair that works together now has shared with them."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(Q(author__in=viewer.membership_ids) | Q(shared_at__isnull=False, pair__in=viewer.pairs))

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.filter(author__in=viewer.membership_ids) if viewer.reads_words else self.none()


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """The viewer's own, and what somebody they coach now has shared with them."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(Q(membership__in=viewer.membership_ids) | Q(shared_with__in=viewer.pairs))

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()


class ProgressNoteQuerySet(models.QuerySet):
    def written_by(self, viewer):
        """The viewer's own, which nobody else reads here."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()

    def sent(self):
        return self.filter(sent_at__isnull=False)
