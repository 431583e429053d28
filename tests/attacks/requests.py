"""Attacks by the request itself: its address, its method, its headers, its size and its shape."""

from tests.attacks.attack import (
    AUTHOR,
    EVERYBODY,
    OFFICE,
    OTHERS,
    SIGNED_IN,
    STRANGER,
    Attack,
    get,
    post,
    raw,
)
from tests.attacks.places import about_me, door, edit_challenge, page, paste, throw_draft

SCRIPT = "<script>alert(1)</script>"
FORM = "application/x-www-form-urlencoded"
NOT_READ = "That could not be read"
NOTHING_HERE = "There is nothing here for you"
TOO_MUCH = "That was too much at once"
TOO_OLD = "That page was open too long"
FAR = 10**30
FEW = ("anonymous", "participant", "coordinator", "administrator")


def theme(back):
    """The one form that leads back to where its sender says."""
    return post("/colours/", {"theme": "x", "next": back})


AWAY = {
    "another site": "https://evil.example/",
    "another site without its scheme": "//evil.example/",
    "another site with a backslash": "/\\evil.example",
    "another site after three slashes": "///evil.example",
    "another site after a tab": "/\t/evil.example",
    "another site with the name of ours": "https://testserver@evil.example/",
    "another site with one slash": "https:/evil.example",
    "a script as an address": "javascript:alert(1)",
    "data as an address": "data:text/html,<script>alert(1)</script>",
}

REDIRECTS = [Attack(f"a way back to {name}", theme(back), (302,), FEW, to="/") for name, back in AWAY.items()]

CODED = "/%0D%0ASet-Cookie:%20sessionid=mine"  # one line again, and an address of ours
REDIRECTS += [Attack("a header in a way back", theme("/\r\nSet-Cookie: sessionid=mine"), (302,), FEW, to=CODED)]

ADDRESSES = [
    Attack("a script in the path", get(f"/{SCRIPT}/"), (404,), EVERYBODY, NOTHING_HERE, SCRIPT),
    Attack("a path that climbs", get("/static/../../programme/settings.py"), (404,), FEW, hides="SECRET"),
    Attack("a path that climbs in code", get("/static/%2e%2e/%2e%2e/manage.py"), (404,), FEW, hides="DJANGO"),
    Attack("a path that climbs in overlong UTF-8", get("/static/%c0%ae%c0%ae/manage.py"), (404,), FEW, hides="DJANGO"),
    Attack("a NUL in the path", get("/people/%00/"), (404,), EVERYBODY, NOTHING_HERE),
    Attack("a NUL in a static path", get("/static/%00"), (404,), STRANGER, NOTHING_HERE),
    Attack("a line break in the path", get("/people/%0d%0aSet-Cookie:%20a=b/"), (404,), FEW, NOTHING_HERE),
    Attack("half a character in the path", get("/people/%ed%a0%80/"), (404,), FEW, NOTHING_HERE),
    Attack("a number larger than any column", get(f"/challenges/{FAR}/"), (404,), SIGNED_IN, NOTHING_HERE),
    Attack("a number just larger than a column", get(f"/cohorts/{2**63}/"), (404,), SIGNED_IN, NOTHING_HERE),
    Attack("a negative number", get("/challenges/-1/"), (404,), SIGNED_IN, NOTHING_HERE),
    Attack("a number in Arabic digits", get("/challenges/١/"), (404,), SIGNED_IN, NOTHING_HERE),
    Attack(
        "the address of another site as a path",
        get("/", PATH_INFO="//evil.example/people"),
        (404,),
        EVERYBODY,
        NOTHING_HERE,
    ),
    Attack("the files of the repository", get("/.git/config"), (404,), STRANGER, NOTHING_HERE),
    Attack("the file of settings", get("/.env"), (404,), STRANGER, NOTHING_HERE),
    Attack("the admin of Django", get("/admin/"), (404,), ("anonymous", "administrator"), NOTHING_HERE),
    Attack("a page number that is a script", get(f"/messages/?page={SCRIPT}"), (200,), OFFICE, hides=SCRIPT),
    Attack("a page number beyond counting", get("/messages/?page=" + "9" * 5000), (200,), OFFICE),
    Attack("a reader asked for by a script", get(f"/messages/?person={SCRIPT}"), (200,), OFFICE, hides=SCRIPT),
    Attack("a NUL in a question", get("/messages/?person=%00"), (200,), OFFICE),
    Attack("half a character in a question", get("/messages/?person=%ed%a0%80"), (200,), OFFICE),
    Attack("a reader of mails beyond counting", get(f"/messages/?person={FAR}"), (200,), OFFICE),
    Attack("the mails ahead of nobody", get(f"/messages/ahead/?person={FAR}"), (200,), OFFICE),
    Attack(
        "a paper size that is a path", get(lambda cast: door("workshops:session")(cast) + "?size=../x"), (200,), AUTHOR
    ),
]

METHODS = [
    Attack("GET where only POST acts", get(throw_draft), (405,), AUTHOR),
    Attack(
        "POST named in a header of GET", get(throw_draft, headers={"x-http-method-override": "POST"}), (405,), AUTHOR
    ),
    Attack("POST named in the address of GET", get(lambda cast: throw_draft(cast) + "?_method=POST"), (405,), AUTHOR),
    Attack("DELETE", raw("DELETE", door("workshops:item_delete")), (200,), OFFICE),
    Attack("TRACE", raw("TRACE", "/", HTTP_COOKIE_ECHO="secret"), (200, 302, 403, 405), FEW, hides="secret"),
    Attack("a method that there is not", raw("JEFF", door("workshops:item_delete")), (200,), OFFICE),
]

TOKENS = [
    Attack(
        "a form without its token", post(edit_challenge, {"title": "Mine"}), (403,), SIGNED_IN, TOO_OLD, strict=True
    ),
    Attack(
        "a form with a token of its own making",
        post(edit_challenge, {"title": "Mine", "csrfmiddlewaretoken": "a" * 64}),
        (403,),
        SIGNED_IN,
        TOO_OLD,
        strict=True,
    ),
    Attack(
        "a form from another site",
        post(edit_challenge, {"title": "Mine"}, headers={"origin": "https://evil.example"}),
        (403,),
        SIGNED_IN,
        TOO_OLD,
        strict=True,
    ),
    Attack(
        "a form from nowhere",
        post(edit_challenge, {"title": "Mine"}, headers={"origin": "null"}),
        (403,),
        AUTHOR,
        TOO_OLD,
        strict=True,
    ),
    Attack(
        "a form dressed as plain text",
        raw("POST", edit_challenge, b"title=Mine", "text/plain"),
        (403,),
        SIGNED_IN,
        TOO_OLD,
        strict=True,
    ),
    Attack(
        "a form dressed as JSON",
        raw("POST", edit_challenge, b'{"title": "Mine"}', "application/json"),
        (403,),
        SIGNED_IN,
        TOO_OLD,
        strict=True,
    ),
    Attack("signing somebody out from afar", post("/sign-out/"), (403,), SIGNED_IN, TOO_OLD, strict=True),
    Attack(
        "asking for a code from afar", post("/sign-in/", {"email": "a@b.example"}), (403,), says=TOO_OLD, strict=True
    ),
]

HOSTS = [
    Attack("another host", get("/privacy/", headers={"host": "evil.example"}), (400,), FEW, NOT_READ, "evil.example"),
    Attack("a host with a path", get("/privacy/", headers={"host": "testserver/evil"}), (400,), FEW, NOT_READ),
    Attack("a host with a name before it", get("/privacy/", headers={"host": "evil@testserver"}), (400,), FEW, NOT_READ),
    Attack("another host behind ours", get("/", headers={"x-forwarded-host": "evil.example"}), (200, 302), EVERYBODY, hides="evil.example"),
    Attack("another scheme", get("/", headers={"x-forwarded-proto": "javascript"}), (200, 302), FEW, hides="javascript:"),
    Attack("another path behind ours", get("/", headers={"x-original-url": "/messages/", "x-rewrite-url": "/messages/"}), (302,), to="/sign-in/?next=/"),
    Attack("an address of this machine", get("/demo/", headers={"x-forwarded-for": "127.0.0.1"}), (404,), FEW, NOTHING_HERE),
    Attack("a mail of the demonstration", get("/demo/mail/"), (404,), EVERYBODY, NOTHING_HERE),
    Attack("a language that is a path", get("/privacy/", headers={"accept-language": "../../etc/passwd"}), (200,), FEW),
    Attack("a thousand languages", get("/privacy/", headers={"accept-language": "en-" * 9000}), (200,), STRANGER),
    Attack("a colour that is a script", get("/privacy/", headers={"cookie": 'theme="><script>alert(1)</script>'}), (200,), hides="alert(1)"),
    Attack("a message of somebody's own making", get("/privacy/", headers={"cookie": "messages=W1siX19qc29uX21lc3NhZ2UiLDAsMjAsIk1pbmUiXV0:x:y"}), (200,), hides="Mine"),
    Attack("a sign-in of somebody's own making", get("/me/", headers={"cookie": "sessionid=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}), (302,), to="/sign-in/?next=/me/"),
    Attack("a sign-in that is a path", get("/me/", headers={"cookie": "sessionid=../../../etc/passwd"}), (302,), to="/sign-in/?next=/me/"),
    Attack("many ranges of one file", get("/privacy/", headers={"range": "bytes=" + ",".join(["0-"] * 1000)}), (200,), FEW),
    Attack("an old copy that nobody gave", get("/me/", headers={"if-none-match": "*"}), (200,), SIGNED_IN, says="My details"),
    Attack("an address as the name of who asks", get("/people/", headers={"x-remote-user": "coordinator@cast.example", "remote-user": "coordinator@cast.example", "authorization": "Basic YWRtaW46YWRtaW4="}), (302,), to="/sign-in/?next=/people/"),
]  # fmt: skip

FIELDS = "&".join(f"a{n}=" for n in range(10_001))
SHAPES = [
    Attack("ten thousand fields", raw("POST", "/sign-in/", FIELDS), (413,), FEW, TOO_MUCH),
    Attack("a form of three megabytes", raw("POST", paste, "text=" + "x" * 3_000_000), (413,), OFFICE, TOO_MUCH),
    Attack("ten thousand questions", get("/privacy/?" + FIELDS), (200, 400, 413), FEW),
    Attack("parts without a border", raw("POST", about_me, b"--x\r\n\r\n--x--", "multipart/form-data"), (400,), AUTHOR, NOT_READ),
    Attack("parts with a border beyond reason", raw("POST", about_me, b"x", "multipart/form-data; boundary=" + "x" * 5000), (400, 422), AUTHOR),
    Attack("five hundred files", post(paste, lambda cast: files(500)), (400, 413), OFFICE),
    Attack("a form in UTF-7", raw("POST", edit_challenge, b"title=%2BADw-script%2BAD4-", FORM + "; charset=utf-7"), (422,), AUTHOR, hides="<script>"),
    Attack("a form in no encoding", raw("POST", edit_challenge, b"title=", FORM + "; charset=no-such-thing"), (422,), AUTHOR),
    Attack("a form in hexadecimal", raw("POST", edit_challenge, b"title=zz", FORM + "; charset=hex"), (422,), AUTHOR),
    Attack("a form that is packed", raw("POST", edit_challenge, b"\x1f\x8b\x08\x00" + b"\x00" * 100, FORM, HTTP_CONTENT_ENCODING="gzip"), (422,), AUTHOR),
    Attack("nesting without end as a passkey", post("/sign-in/passkey/", {"credential": "[" * 100_000}), (302,), to="/sign-in/"),
    Attack("a number without end as a passkey", post("/sign-in/passkey/", {"credential": "9" * 5000}), (302,), to="/sign-in/"),
    Attack("prototypes as a passkey", post("/sign-in/passkey/", {"credential": '{"__proto__": {"id": 1}}'}), (302,), to="/sign-in/"),
    Attack("a mail that came back without its token", raw("POST", "/bounces/", b"x", "message/rfc822"), (404,), EVERYBODY, NOTHING_HERE),
    Attack("a mail that came back with a guess", raw("POST", "/bounces/", b"x", "message/rfc822", HTTP_AUTHORIZATION="Bearer \xe9"), (404,), STRANGER, NOTHING_HERE),
    Attack("the page of a form of others", get(edit_challenge), (403, 404), OTHERS),
    Attack("a page that is not there at all", get(page("challenges:challenge", 999_999)), (404,), SIGNED_IN, NOTHING_HERE),
]  # fmt: skip


def files(number):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {f"f{n}": SimpleUploadedFile("x.txt", b"x") for n in range(number)}


ATTACKS = [*REDIRECTS, *ADDRESSES, *METHODS, *TOKENS, *HOSTS, *SHAPES]
