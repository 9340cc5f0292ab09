"""Users' masters, read once and kept for the decks that come."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from deckwire_contracts import FieldError, Look, ProblemCode, ProblemError
from deckwire_kit.logs import logger

from .engine import opened

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..core.master import Master

_KEPT = 8
_KEPT_BYTES = 64_000_000
_PROBE_WIDTH = 320


class Masters:
    """The masters read last, by the hash of their bytes: a few, and of files that are not too large together.

    Safe to be called from several threads.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[Master, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, look: Look | None, data: bytes | None) -> Master | None:
        """Return the master that a look names, None when it names none or its bytes are not there.

        Raises ProblemError `template_refused` for bytes that no deck can be made on.
        """
        if look is None or look.template is None or data is None:
            return None
        digest = hashlib.sha256(data).hexdigest()
        # Two jobs of one deck come together; the second waits rather than reads the same file once more.
        with self._lock:
            found = self._known.get(digest)
            if found is None:
                found = self._known[digest] = (_read(data, digest), len(data))
                while len(self._known) > 1 and self._too_much():
                    self._known.popitem(last=False)
            self._known.move_to_end(digest)
            return found[0]

    def _too_much(self) -> bool:
        return len(self._known) > _KEPT or sum(size for _, size in self._known.values()) > _KEPT_BYTES


def _read(data: bytes, digest: str) -> Master:
    from ..core.master import RefusedError, read

    try:
        master = read(data, f"master-{digest[:16]}", painted_layouts)
    except RefusedError as refused:
        logger.bind(reason=refused.reason, bytes=len(data)).info("a master is refused")
        raise ProblemError.of(
            ProblemCode.TEMPLATE_REFUSED,
            refused.detail,
            hint=refused.hint or None,
            errors=[FieldError(field="file", message=refused.reason)],
        ) from refused
    logger.bind(bytes=len(data), layouts=len(master.read.layouts)).info("a master was read")
    return master


def painted_layouts(deck: bytes, pages: Sequence[int]) -> list[Image]:
    """Return small pictures of some pages of a deck, counted from 0: what lies under texts is looked up in them."""
    from PIL import Image

    with opened(deck) as held:
        return [Image.open(BytesIO(held.png(page, _PROBE_WIDTH)[0])).convert("RGB") for page in pages]
