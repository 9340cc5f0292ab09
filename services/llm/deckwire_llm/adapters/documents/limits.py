"""What reading one document may take."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class ReadingLimits:
    """Bounds of one reading: bytes of the file and of what it unpacks to, pages, seconds, bytes of memory.

    `budget_s` is the CPU time after which a reader stops and keeps what it has; at `cpu_s` it is killed. `wall_s` is
    what the parent waits. Of pictures at most `figures` are taken, none with more than `picture_pixels`, within
    `pictures_s` of CPU time, and `pictures_bytes` in all; sides beyond `picture_side` pixels are scaled down.
    """

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 400_000_000
    part_bytes: int = 150_000_000
    ratio: int = 200
    entries: int = 10_000
    pages: int = 2_000
    budget_s: float = 12.0
    cpu_s: int = 25
    wall_s: float = 60.0
    memory_bytes: int = 1_200_000_000
    answer_bytes: int = 30_000_000
    figures: int = 40
    picture_pixels: int = 40_000_000
    picture_side: int = 2048
    pictures_s: float = 6.0
    pictures_bytes: int = 24_000_000

    def as_dict(self) -> dict[str, float]:
        """Return the limits as plain numbers."""
        return asdict(self)
