"""Somebody who has just proved who they are, as `proved_lately` asks."""

from allauth.account.internal.userkit import user_id_to_str
from django.utils import timezone


def sign_in_now(client, person, ago=0):
    """Sign `person` in, with a code that was used `ago` seconds ago."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": timezone.now().timestamp() - ago}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
