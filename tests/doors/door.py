from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse


@dataclass
class Door:
    """One URL and what each role gets there: a status, or "sign-in" for being sent to sign in.

    `opens` names the roles that get `status`; everybody else gets `otherwise`, and the anonymous are sent to sign in
    unless the door is `public`. `args` and `form` are functions of the cast. `exceptions` names roles with a status of
    their own.
    """

    name: str
    opens: tuple | str = ()  # roles, or "everybody"
    args: object = None
    method: str = "GET"
    form: object = None
    status: int | str = 200
    otherwise: int = 404
    public: bool = False
    exceptions: dict = field(default_factory=dict)
    content_type = "application/x-www-form-urlencoded"

    def url(self, cast):
        return reverse(self.name, args=self.args(cast) if self.args else ())

    def data(self, cast):
        return urlencode(self.form(cast) if self.form else {})

    def expected(self, role):
        if role in self.exceptions:
            return self.exceptions[role]
        if role == "anonymous" and not self.public:
            return "sign-in"
        return self.status if self.public or self.opens == "everybody" or role in self.opens else self.otherwise
