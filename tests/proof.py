"""A client that signs in as people do: a code was used, just now or a while ago."""

from allauth.account.internal.userkit import user_id_to_str
from django.test import Client
from django.utils import timezone


class Signing(Client):
    def force_login(self, user, backend=None, ago=0):
        """Sign `user` in, with a code that was used `ago` seconds ago, which `programme.proof` asks about."""
        super().force_login(user, backend)
        session = self.session
        session["account_authentication_methods"] = [{"method": "code", "at": timezone.now().timestamp() - ago}]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
