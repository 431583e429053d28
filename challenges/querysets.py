from django.db.models import Q

from cohorts.querysets import SharedQuerySet


class ChallengeQuerySet(SharedQuerySet):
    def known_to(self, viewer):
        """Challenges whose existence, stage and dates the viewer may know; of their words only what `visible_to` gives."""
        if viewer.is_administrator:
            return self.none()
        return self.filter(
            Q(membership__in=viewer.membership_ids)
            | Q(membership__cohort__in=viewer.cohorts)
            | Q(membership__cohort__programme__in=viewer.programmes_coordinated)
        )
