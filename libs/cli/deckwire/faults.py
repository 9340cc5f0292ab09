"""Failures of the command: one line that says what, why and what to do, and the exit code that goes with it."""

from __future__ import annotations

OK = 0
OURS = 1
USERS = 2
INTERRUPTED = 130


class Fault(Exception):  # noqa: N818 - it is what a user is told, and may be their own mistake
    """Something went wrong on our side; shown as one line, exit code 1."""

    exit_code = OURS

    def __init__(self, what: str, why: str = "", do: str = "") -> None:
        self.what, self.why, self.do = what, why, do
        super().__init__(self.line())

    def line(self) -> str:
        """Return the one line to show: `what: why; do`."""
        text = f"{self.what}: {self.why}" if self.why else self.what
        text = text.rstrip(". ;")
        if self.do:
            text = f"{text}; {self.do}"
        return " ".join(text.split())


class Mistake(Fault):
    """Something that the user can put right; exit code 2."""

    exit_code = USERS


class ChildEnded(Fault):
    """A child process ended before it was ready; its exit code becomes ours."""

    def __init__(self, name: str, returncode: int, why: str) -> None:
        # A child ended by signal N has the code -N; shells report that as 128 + N.
        self.exit_code = 128 - returncode if returncode < 0 else (returncode or OURS)
        super().__init__(f"{name} ended before it was ready (code {returncode})", why)
