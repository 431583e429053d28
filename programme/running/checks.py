"""What can be said of the code without running it."""

import subprocess
import time

from programme.running import bootstrap
from programme.running.results import Result

BIN = bootstrap.VENV / "bin"


def commands():
    """The name and the command of each check."""
    templates = sorted(map(str, (bootstrap.ROOT / "templates").rglob("*.html")))
    return {
        "ruff check": [BIN / "ruff", "check", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "."],
        "djade": [BIN / "djade", "--check", "--target-version", "5.2", *templates],
        "import contracts": [BIN / "lint-imports", "--no-logo"],
        "types": [BIN / "mypy"],
        "migrations": [bootstrap.PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    }


def run(children, requests, environment):
    """One result for each check; what failed is printed."""
    for name, command in commands().items():
        if requests:
            return
        yield check(children, requests, name, command, environment)


def check(children, requests, name, command, environment):
    started = time.monotonic()
    path = children.folder("check_") / "said"
    with path.open("w") as said:
        process = children.start(command, cwd=bootstrap.ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        code = children.wait(process, requests)
    print(f"{name}: {'failed' if code else 'ok'}", flush=True)
    if code:
        print(path.read_text(), flush=True)
    return Result(name, passed=int(not code), failed=int(bool(code)), seconds=time.monotonic() - started, code=code)
