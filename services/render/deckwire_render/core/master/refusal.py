"""Why a file is not taken as a master."""

from __future__ import annotations


class RefusedError(ValueError):
    """A file that cannot be a master; `reason` is a stable word, the text says it to the user, `hint` what to do."""

    def __init__(self, reason: str, detail: str, hint: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.hint = hint
