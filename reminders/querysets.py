from django.db import models


class OccasionQuerySet(models.QuerySet):
    def due(self, now):
        """Occasions whose time has come and that nobody has expanded, oldest first."""
        return self.filter(expanded_at=None, due_at__lte=now).order_by("due_at")


class MessageQuerySet(models.QuerySet):
    pass
