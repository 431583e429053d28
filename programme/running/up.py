"""`manage.py up`: the whole product on this machine, with nothing but Python."""

import argparse
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from programme.running import bootstrap, names
from programme.running.children import Children
from programme.running.claims import claim_data, claim_port, make_folder, sign
from programme.running.signals import Requests

# `up` keeps everything in VAR_DIR and answers on this machine alone, so these are not the environment's to say.
DECIDED_HERE = ("DEMO", "ALLOWED_HOSTS", "BASE_URL", "PROXY_COUNT", "DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
PYTHON = str(bootstrap.PYTHON)
WEB = ["-m", "gunicorn", "programme.wsgi", "--preload", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
WORKER = ["-m", "celery", "-A", "programme", "worker", "--pool", "solo", "--loglevel", "WARNING"]
BEAT = ["-m", "celery", "-A", "programme", "beat", "--loglevel", "WARNING"]
PROXYLESS = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def run(arguments):
    """Start everything, and stop everything on Ctrl-C, TERM, or when a part ends. Returns the exit code."""
    options = parse(arguments)
    bootstrap.enter("requirements.txt")
    requests = Requests()
    var = Path(os.environ.get("VAR_DIR") or bootstrap.ROOT / "var").absolute()
    make_folder(var)
    lock = claim_data(var)
    with claim_port(options.port) as socket:
        address = f"http://localhost:{socket.getsockname()[1]}"
        sign(lock, address)
        with Children(guard_holds=[lock]) as children:
            return House(children, requests, var, address).live(socket.fileno(), demo=not options.no_demo)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="manage.py up", description="Run the whole product on this machine.")
    parser.add_argument("--port", type=port, default=8000, help="port of http://localhost (8000; 0 is any free one)")
    parser.add_argument("--no-demo", action="store_true", help="begin empty, with a link to set up the administrator")
    return parser.parse_args(arguments)


def port(text):
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{number} is not a port")
    return number


class House:
    """Web server, worker and beat over the data in one folder."""

    def __init__(self, children, requests, var, address):
        self.children, self.requests, self.var, self.address = children, requests, var, address
        self.environment = names.without(os.environ, DECIDED_HERE) | {"VAR_DIR": str(var), "BASE_URL": address}
        self.parts = {}

    def live(self, listening, *, demo):
        code = self.prepare(demo)
        if code is None:
            if (self.var / "demonstration").exists():
                self.environment["DEMO"] = "1"
                self.environment = names.without(self.environment, ["EMAIL_URL"])
            self.start("web server", [*WEB, "--bind", f"fd://{listening}", "--no-control-socket"], pass_fds=[listening])
            code = self.until_it_answers() or self.go_on()
        self.say_stopping(code)
        self.children.stop(hurry=lambda: self.requests.urgent)
        return code or 0

    def prepare(self, demo):
        """Make the data ready; None when it is, otherwise the exit code."""
        command = [PYTHON, "manage.py", "prepare", *([] if demo else ["--no-demo"])]
        process = self.children.start(command, env=self.environment, cwd=bootstrap.ROOT)
        code = self.children.wait(process, self.requests)
        return 0 if self.requests else code or None

    def start(self, name, command, **options):
        path = self.log(name)
        path.parent.mkdir(exist_ok=True)
        with path.open("w") as log:
            options |= {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            process = self.children.start([PYTHON, *command], env=self.environment, cwd=bootstrap.ROOT, **options)
        self.parts[name] = process

    def log(self, name):
        return self.var / "log" / f"{name.replace(' ', '-')}.log"

    def until_it_answers(self):
        while not answers(f"{self.address}/healthz"):
            code = self.ended()
            if code is not None:
                return code
            time.sleep(0.05)
        return None

    def go_on(self):
        self.start("worker", WORKER)
        self.start("beat", BEAT)
        print(f"\n  Ready: {self.address}/\n\n  The data is in {self.var}. Ctrl-C stops everything.", flush=True)
        code = None
        while code is None:
            time.sleep(0.1)
            code = self.ended()
        return code

    def ended(self):
        """The exit code when it is over: 0 on request, 1 when a part died; None while all is well."""
        if self.requests:
            return 0
        for name, process in [*self.parts.items(), ("guard", self.children.guard)]:
            if process.poll() is not None:
                self.say_died(name, process.returncode)
                return 1
        return None

    def say_died(self, name, code):
        print(f"The {name} ended by itself (exit code {code}).", file=sys.stderr)
        if name in self.parts:
            last = self.log(name).read_text(errors="replace").splitlines()[-15:]
            print(f"Its last lines, from {self.log(name)}:", *last, sep="\n  ", file=sys.stderr, flush=True)

    def say_stopping(self, code):
        if self.children.processes:
            print("\nStopping." if not code else "Stopping the rest.", flush=True)


def answers(url):
    """Whether the web server answers there, whatever it says."""
    try:
        with PROXYLESS.open(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
