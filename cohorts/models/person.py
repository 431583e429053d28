from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from cohorts.querysets import PersonQuerySet
from cohorts.text import email_key, one_line, search_key, sort_key


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def get_by_natural_key(self, username):
        return self.get(email_key=email_key(username))


class Person(AbstractBaseUser):
    """Somebody we know. Never deleted: erasing empties the fields."""

    name = models.CharField(_("Name"), max_length=120, validators=[one_line])
    known_as = models.CharField(_("Known as"), max_length=60, blank=True, validators=[one_line])
    title = models.CharField(
        _("Title"), max_length=20, blank=True, validators=[one_line], help_text=_("Such as Cllr or Dr")
    )
    email = models.EmailField(_("Email"), validators=[one_line])
    email_key = models.CharField(max_length=300, unique=True, editable=False)
    search_key = models.CharField(max_length=500, editable=False)
    sort_key = models.CharField(max_length=300, editable=False)
    language = models.CharField(_("Language"), max_length=10, default="en-gb")
    theme = models.CharField(max_length=5, blank=True, editable=False)
    shared_mailbox = models.BooleanField(_("Someone else reads this mailbox"), default=False)
    own_words_by_mail = models.BooleanField(_("Bring my own words back to me by mail"), default=False)
    reply_nonce = models.CharField(max_length=43, blank=True, default="", editable=False)  # a new one revokes the links
    feed_nonce = models.CharField(max_length=43, blank=True, default="", editable=False)  # empty: no calendar feed
    address_locked = models.BooleanField(default=False, editable=False)
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email_key"
    EMAIL_FIELD = "email"
    KEYS = ("email_key", "search_key", "sort_key")

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["sort_key"])]

    def __str__(self):
        return self.full_name

    def set_keys(self):
        """Keep the stored keys true to the fields they come from: on every save, and before a bulk one."""
        self.email_key = email_key(self.email)
        self.search_key = search_key(self.name, self.known_as, self.email)
        self.sort_key = sort_key(self.name)

    def save(self, *, update_fields=None, **kwargs):
        self.set_keys()
        if update_fields is not None:
            update_fields = {*update_fields, *self.KEYS}
        super().save(update_fields=update_fields, **kwargs)

    def has_usable_password(self):
        """Nobody has a password."""
        return False

    @property
    def full_name(self):
        """Title and name, as on a badge: Cllr Kofi Kowalczyk."""
        return f"{self.title} {self.name}".strip()

    @property
    def first_name(self):
        """What to call them to their face."""
        return self.known_as or self.name.split(" ")[0]


class AddressChange(models.Model):
    """A changed address, announced to the old one; own words stay locked until it is confirmed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="address_changes")
    old = models.EmailField()
    new = models.EmailField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self):
        return f"{self.person}: {self.at:%Y-%m-%d}"
