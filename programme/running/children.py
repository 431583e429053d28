"""Processes that end when this one does, however it ends."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from programme.running import guard


class Children:
    """Started each in a session of its own; stopped together, by a guard where this process cannot do it itself."""

    def __init__(self, *, guard_holds=()):
        """`guard_holds`: file descriptors that stay open until the last child is gone."""
        self.processes = []
        self.folders = []
        self.guard = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", guard.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=guard_holds,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self._remove_folders()
        self.guard.stdin.close()
        self.guard.wait()

    def start(self, command, **options):
        """Start `command`; the child itself tells the guard, before it becomes the command, so that none is missed."""
        process = subprocess.Popen(  # noqa: S603
            command,
            start_new_session=True,
            preexec_fn=lambda: self._tell(f"+{os.getpid()}"),
            **options,
        )
        self.processes.append(process)
        return process

    def folder(self, prefix):
        """A temporary folder that goes with the children; its path is short enough for sockets."""
        path = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
        self._tell(f"+{path}")
        self.folders.append(path)
        return path

    def wait(self, process, requests):
        """The exit code of `process`, waiting for it no longer than until somebody asks to stop."""
        while process.poll() is None:
            if requests:
                self.stop(process, hurry=lambda: requests.urgent)
                return process.returncode
            time.sleep(0.02)
        self.stop(process)
        return process.returncode

    def stop(self, *processes, grace=guard.GRACE, hurry=lambda: False):
        """TERM to `processes` (to all without any), KILL to what is left after `grace` seconds or in a `hurry`."""
        going = list(processes or self.processes)
        for process in going:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + grace
        while any(process.poll() is None for process in going) and time.monotonic() < deadline and not hurry():
            time.sleep(0.05)
        for process in going:
            guard.signal_group(process.pid, signal.SIGKILL)  # with what it started itself
            process.wait()
            self._forget(process)

    def _forget(self, process):
        self._tell(f"-{process.pid}")
        self.processes.remove(process)

    def _remove_folders(self):
        for path in self.folders:
            shutil.rmtree(path, ignore_errors=True)
            self._tell(f"-{path}")
        self.folders.clear()

    def _tell(self, line):
        with contextlib.suppress(BrokenPipeError):
            os.write(self.guard.stdin.fileno(), f"{line}\n".encode())
