"""A real SMTP server in a process of its own that writes down what it accepts, and misbehaves when asked to.

    python -m tests.smtp_sink LOG [--pipelining] [--login NAME:PASSWORD] [--slow SECONDS]
                                  [--refuse ADDRESS] [--later ADDRESS] [--stall ADDRESS] [--drop ADDRESS]

It prints its port, then serves until it is terminated. Each accepted message is a line of JSON in LOG, written before
the answer goes out. With `--pipelining` it offers to hear several commands at once, which aiosmtpd always can: it reads
them one by one.
"""

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

ROOT = Path(__file__).resolve().parent.parent


class Handler:
    def __init__(self, log, asked):
        self.log, self.asked = log, asked
        self.once = set()  # each misbehaviour of one address happens once, but for a refusal

    def first(self, what, address):
        key = what, address
        new = address in getattr(self.asked, what) and key not in self.once
        self.once.add(key)
        return new

    def admit(self, server, session, envelope, mechanism, said):
        right = f"{said.login.decode()}:{said.password.decode()}" == self.asked.login
        return AuthResult(success=right, handled=right)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        offered = ["250-PIPELINING"] if self.asked.pipelining else []
        return [*responses[:-1], *offered, responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.asked.refuse:
            return "550 5.1.1 No such mailbox"
        if self.first("later", address):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.asked.slow)
        address = envelope.rcpt_tos[0]
        self.write(envelope, session.peer)
        if self.first("stall", address):
            await asyncio.sleep(600)
        if self.first("drop", address):
            server.transport.abort()
        return f"250 2.0.0 Kept for {address}"

    def write(self, envelope, peer):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        line = {"at": time.time(), "to": envelope.rcpt_tos, "from": envelope.mail_from, "id": mail["Message-ID"]}
        line["from_port"] = peer[1]
        line["content"] = envelope.content.decode("utf-8", "replace")
        self.log.write(json.dumps(line) + "\n")
        self.log.flush()


async def serve(asked):
    with open(asked.log, "a") as log:
        handler = Handler(log, asked)
        loop = asyncio.get_running_loop()
        login = (
            {"authenticator": handler.admit, "auth_required": True, "auth_require_tls": False} if asked.login else {}
        )
        server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True, **login), "127.0.0.1", asked.port)
        print(server.sockets[0].getsockname()[1], flush=True)
        parent = os.getppid()
        while os.getppid() == parent:  # ends with whoever started it
            await asyncio.sleep(0.5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pipelining", action="store_true")
    parser.add_argument("--slow", type=float, default=0.0)  # seconds for each message
    parser.add_argument("--login", help="name:password without which nothing is taken")
    for what in ("refuse", "later", "stall", "drop"):
        parser.add_argument(f"--{what}", action="append", default=[])
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(parser.parse_args()))


@dataclass
class Sink:
    process: subprocess.Popen
    port: int
    log: Path

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def accepted(self):
        """What it took, in order; a line that is being written at this moment is not there yet."""
        lines = self.log.read_text().splitlines(keepends=True) if self.log.exists() else []
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


def start(log, *options):
    """A sink that logs into the file `log`."""
    command = [sys.executable, "-m", "tests.smtp_sink", str(log), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return Sink(process, int(process.stdout.readline()), Path(log))


if __name__ == "__main__":
    main()
