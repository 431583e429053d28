"""The project's own .venv, made from the hashed requirements with the standard library alone."""

import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NO_VENV = "Python's venv module is missing; on Debian or Ubuntu it comes with: apt install python3-venv"
PIP = ["-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-input", "--progress-bar", "off"]
SAY_VERSION = [str(PYTHON), "-I", "-S", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]


def in_a_virtual_environment():
    return sys.prefix != sys.base_prefix


def enter(requirements):
    """Go on in .venv with `requirements` installed: elsewhere this process is replaced by one in there."""
    if not is_ready(requirements):
        with readable_failure(), one_at_a_time():
            if not is_ready(requirements):
                install(requirements)
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *sys.argv])  # noqa: S606


def is_ready(requirements):
    """Whether `requirements`, as they are now, were installed for the Python that .venv has now."""
    stamp = stamp_of(requirements)
    return stamp.exists() and stamp.read_text() == wanted(requirements, version())


def stamp_of(requirements):
    return VENV / f".{requirements}"


def wanted(requirements, version):
    return f"{hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()} {version}"


def version():
    """The version of the Python in .venv; None where there is none that starts."""
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        return subprocess.run(SAY_VERSION, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    return None


@contextlib.contextmanager
def one_at_a_time():
    """Two commands started together do not install into each other."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextlib.contextmanager
def readable_failure():
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EROFS, errno.EPERM}:
            raise
        sys.exit(f"The folder {ROOT} cannot be written to, so no .venv can be made in it.")


def install(requirements):
    require_writable(VENV if VENV.exists() else ROOT)
    print(f"Setting up {VENV}; this takes about half a minute.", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that pip is not left behind
    if version() is None:
        create()
    check_old(version())
    with contextlib.suppress(FileNotFoundError):
        stamp_of(requirements).unlink()
    ensure_pip()
    pip_install(requirements)
    stamp_of(requirements).write_text(wanted(requirements, version()))


def require_writable(folder):
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), folder)


def create():
    """A new .venv; one whose Python no longer starts is cleared, one that works (whoever made it) never is."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(NO_VENV)
    import venv  # a stripped system Python has none

    venv.create(VENV, clear=VENV.exists(), symlinks=True)


def check_old(version):
    if tuple(map(int, version.split("."))) < (3, 11):
        sys.exit(f"{VENV} was made with Python {version}; remove it and start again with Python 3.11 or newer.")


def ensure_pip():
    """An environment made by uv has no pip; Python brings its own."""
    if run_quietly("-c", "import pip") and run_quietly("-m", "ensurepip", "--default-pip"):
        sys.exit(NO_VENV)


def run_quietly(*arguments):
    return subprocess.run([PYTHON, "-I", *arguments], capture_output=True, check=False).returncode  # noqa: S603


def pip_install(requirements):
    """Install with progress; where that fails, say what pip said last."""
    command = [PYTHON, *PIP, "--disable-pip-version-check", "-r", ROOT / requirements]
    last = deque(maxlen=12)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:  # noqa: S603
        try:
            show_progress(pip.stdout, requirements, last)
        except BaseException:
            pip.terminate()
            raise
    if pip.returncode:
        sys.exit("".join(last) + f"{requirements} could not be installed; pip said why in the lines above.")


def show_progress(lines, requirements, last):
    of = sum("==" in line for line in (ROOT / requirements).read_text().splitlines())
    done = 0
    for line in lines:
        last.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied: ", "Ignoring ")):
            done += 1
            report(f"Fetching {done} of {of}: {line.split(': ')[-1].removeprefix('Collecting ').split('==')[0]}", done)
        elif line.startswith("Installing collected packages"):
            report(f"Unpacking {of} packages", 0)
    report("", 0)


def report(text, count):
    """One line that changes on a terminal; every tenth line elsewhere."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)
    elif text and count % 10 == 0:
        print(text, flush=True)
