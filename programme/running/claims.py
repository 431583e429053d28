"""What only one may have: the data in a folder, a port. Taken, or refused in one sentence."""

import contextlib
import errno
import fcntl
import os
import socket
import sys
import time

PATIENCE = 15  # seconds for the children of a killed `up` to end


def make_folder(path):
    """The folder of the data, readable by its owner alone."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        sys.exit(f"The data cannot be kept in {path} ({error.strerror}); name another folder with VAR_DIR.")


def claim_data(folder, patience=PATIENCE):
    """A file descriptor that holds the claim on the data in `folder` for as long as anybody has it open."""
    lock = os.open(folder / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    while not locked(lock):
        pid, _, address = os.pread(lock, 200, 0).decode().strip().partition(" ")
        if is_running(pid) or time.monotonic() > deadline:
            sys.exit(f"Another `up` (process {pid}, {address}) already runs on the data in {folder}.")
        time.sleep(0.1)
    return lock


def locked(lock):
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def is_running(pid):
    with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
        os.kill(int(pid or 0) or -1, 0)
        return True
    return False


def sign(lock, address):
    """Say in the lock who holds it."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()} {address}\n".encode(), 0)


def claim_port(port):
    """A socket bound to `port` of this machine alone (0: any free one)."""
    claimed = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind(("127.0.0.1", port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is in use by another program; choose another one with --port.")
        sys.exit(f"Port {port} cannot be used ({error.strerror}); choose another one with --port.")
    return claimed
