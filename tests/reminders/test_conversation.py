"""What a mail server may answer, line by line and to three lines at once: the outcome is the same both ways."""

import select
import socketserver
import threading
import time

import pytest

from reminders.answers import Absent, AddressRefused, Dropped, Later, Refused
from reminders.mail import Mail
from reminders.post import Post

HANG_UP, STALL = "hang up", "stall"
AGREES = {"EHLO": "250 here", "MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 Go on", ".": "250 Kept"}
AGREES |= {"RSET": "250 OK", "QUIT": "221 Bye"}
POINTS = ["MAIL", "RCPT", "DATA", "."]


class Server(socketserver.ThreadingTCPServer):
    """Answers as it is told to: `odd` holds, for a command or the final dot, its answers before it agrees again."""

    daemon_threads = True

    def __init__(self, offers):
        super().__init__(("127.0.0.1", 0), Connection)
        self.offers = offers
        self.odd = {}
        self.heard = []  # commands
        self.kept = []  # contents that it agreed to take
        self.together = []  # commands that had come before the one ahead of them was answered
        self.connections = 0

    def answer(self, command):
        return self.odd[command].pop(0) if self.odd.get(command) else AGREES[command]


class Connection(socketserver.StreamRequestHandler):
    rbufsize = 0  # so that what waits in the socket has not been answered

    def handle(self):
        self.server.connections += 1
        self.say("220 here")
        while line := self.rfile.readline():
            command = line.decode().strip()[:4].upper()
            self.server.heard.append(command)
            if not self.reply(command):
                return

    def reply(self, command):
        answer = self.server.answer(command)
        if command == "EHLO" and self.server.offers:
            answer = f"250-here\r\n250 {self.server.offers}"
        if self.has_more():
            self.server.together.append(command)
        return self.act(answer) and (not answer.startswith("354") or self.take())

    def act(self, answer):
        if answer == HANG_UP:
            return False
        if answer == STALL:
            time.sleep(1)
            return False
        self.say(answer)
        return not answer.startswith("421")

    def take(self):
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # nothing is taken without its final dot
            content += line.removeprefix(b".")
        self.server.heard.append(".")
        answer = self.server.answer(".")
        if answer.startswith("250"):
            self.server.kept.append(content)
        return self.act(answer)

    def has_more(self):
        return bool(select.select([self.connection], [], [], 0.02)[0])

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


@pytest.fixture(params=["", "PIPELINING"], ids=["line by line", "three at once"])
def server(request, settings):
    with Server(request.param) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 0.3
        yield server
        server.shutdown()


@pytest.fixture
def post():
    with Post() as post:
        yield post


def mail(content=b"Subject: x\r\n\r\nHello\r\n"):
    return Mail(message=None, sender="office@x.example", recipient="a@x.example", content=content)


def works(post, server):
    """The next message goes, and only that one."""
    before = len(server.kept)
    assert post.send(mail(b"Subject: next\r\n")) == "250 Kept"
    return server.kept[before:] == [b"Subject: next\r\n"]


def test_three_lines_travel_at_once_only_where_the_server_offers_it(server, post):
    for _ in range(3):
        assert post.send(mail()) == "250 Kept"
    assert server.heard == ["EHLO", *POINTS * 3]
    assert server.together == (["MAIL", "RCPT"] * 3 if server.offers else [])
    assert server.connections == 1


@pytest.mark.parametrize("body", [b".", b"..\r\n.\r\nQUIT\r\n", b"a\r\n.b\r\n", b"no end of line", b""])
def test_what_arrives_is_what_was_written(server, post, body):
    post.send(mail(b"Subject: x\r\n\r\n" + body))
    (kept,) = server.kept
    assert kept.removesuffix(b"\r\n") == (b"Subject: x\r\n\r\n" + body).removesuffix(b"\r\n")
    assert works(post, server)


@pytest.mark.parametrize(
    ("point", "answer", "fault"),
    [
        ("MAIL", "550 5.7.1 Not from you", Refused),
        ("MAIL", "451 4.3.0 Later", Later),
        ("MAIL", "530 5.7.0 Log in first", Absent),
        ("MAIL", "421 4.3.2 Closing", Later),
        ("RCPT", "550 5.1.1 No such mailbox", AddressRefused),
        ("RCPT", "450 4.2.1 Busy", Later),
        ("RCPT", "421 4.3.2 Closing", Later),
        ("DATA", "554 5.7.1 No", Refused),
        ("DATA", "451 4.3.0 Later", Later),
        ("DATA", "421 4.3.2 Closing", Later),
        (".", "554 5.6.0 Not that", Refused),
        (".", "452 4.3.1 Full", Later),
        (".", "421 4.3.2 Closing", Later),
    ],
)
@pytest.mark.parametrize("after", ["503 5.5.1 Out of order", None], ids=["rest refused", "rest agreed to"])
def test_each_refusal_has_its_name_and_is_this_message_s_alone(server, post, point, answer, fault, after):
    server.odd = {point: [answer]}
    if after and server.offers and point in POINTS[:2] and not answer.startswith("421"):
        server.odd |= {later: [after] for later in POINTS[POINTS.index(point) + 1 : 3]}
    with pytest.raises(fault) as refused:
        post.send(mail())
    assert type(refused.value) is fault
    assert (refused.value.answer, refused.value.in_doubt) == (answer, False)
    assert b"Hello" not in b"".join(server.kept)
    assert works(post, server)
    assert server.connections == (2 if answer.startswith("421") else 1)


def test_a_server_that_waits_for_the_content_of_a_refused_message_gets_an_empty_one(server, post):
    server.odd = {"RCPT": ["550 5.1.1 No such mailbox"], ".": ["554 5.5.1 No valid recipients"]}
    with pytest.raises(AddressRefused):
        post.send(mail())
    assert server.heard[1:] == ([*POINTS, "RSET"] if server.offers else ["MAIL", "RCPT", "RSET"])
    server.odd = {}
    assert works(post, server)


@pytest.mark.parametrize("fault", [HANG_UP, STALL])
@pytest.mark.parametrize("point", POINTS)
def test_a_connection_lost_puts_in_doubt_only_what_was_being_handed_over(server, post, point, fault):
    server.odd = {point: [fault]}
    with pytest.raises(Dropped) as lost:
        post.send(mail())
    assert lost.value.in_doubt == (point == ".")
    assert works(post, server)
    assert server.connections == 2


@pytest.mark.parametrize("point", ["MAIL", "RCPT", "DATA", "."])
@pytest.mark.parametrize("then", [HANG_UP, STALL, "421 4.3.2 Closing", "Eh?"])
def test_what_was_refused_stays_refused_though_the_connection_is_lost_over_it(server, post, point, then):
    server.odd = {point: ["554 5.7.1 No"], "RSET": [then]}
    with pytest.raises(Refused) as refused:
        post.send(mail())
    assert refused.value.answer == "554 5.7.1 No"
    assert works(post, server)
    assert server.connections == 2


def test_a_server_that_refuses_an_address_and_hangs_up_has_refused_the_address(server, post):
    server.odd = {"RCPT": ["550 5.1.1 No such mailbox"], "DATA": [HANG_UP], "RSET": [HANG_UP]}
    with pytest.raises(AddressRefused):
        post.send(mail())
    server.odd = {}
    assert works(post, server)


@pytest.mark.parametrize("point", POINTS)
def test_after_nonsense_the_connection_is_not_used_again(server, post, point):
    server.odd = {point: ["Pardon?"]}
    with pytest.raises(Dropped) as lost:
        post.send(mail())
    assert lost.value.in_doubt == (point == ".")
    assert "no answer" in lost.value.answer
    assert works(post, server)
    assert server.connections == 2
