from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from cohorts.audience import readable_by
from cohorts.querysets import SharedQuerySet

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


class QuestionQuerySet(models.QuerySet):
    def standing(self):
        """Questions that are asked now."""
        return self.filter(removed_at=None)

    def about(self, session):
        return self.filter(session=session)

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
