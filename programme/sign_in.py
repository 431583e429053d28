"""How people sign in, and what a sign-in opens."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """Nobody signs up: the programme office invites."""
        return False


def opens_own_words(request):
    """Whether this sign-in opens what people wrote: not at an unconfirmed address, not by a code that an assistant can read."""
    if request.user.address_locked:
        return False
    methods = {method["method"] for method in request.session.get("account_authentication_methods", [])}
    return "mfa" in methods or not request.user.shared_mailbox
