"""The decks of the benchmark: ten slides and their like, with new words in every round so that no cache knows them."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

PICTURES = 5
PICTURE_SIZE = (1024, 576)
PICTURE_BYTES = 150_000

_VOCABULARY = (
    "account agreement answer approach budget capacity change channel choice contract customer delay delivery demand "
    "design effort estimate evidence figure forecast growth harbour invoice journey kilometre launch margin market "
    "measure network notice offer option order partner pattern people period pilot plan price process product project "
    "quality quarter question reason region release report result review risk route sales season service signal site "
    "source staff standard step supply support survey target team trade travel trend trial value vendor volume week "
    "answers brings carries changes covers decides delivers doubles drives explains falls follows gains grows helps "
    "holds keeps leads meets moves needs opens reaches remains rises saves shows starts takes turns wins works early "
    "late new old large small steady strong weak first last local main next northern southern whole daily weekly"
)
_WORDS = _VOCABULARY.split()


def deck(slides: int, seed: int) -> dict[str, Any]:
    """Return a deck of `slides` slides, each with a title, four points and notes.

    In every ten slides one has a chart of two series, one a table of six rows, and five have a picture.
    """
    chance = random.Random(seed)

    def words(least: int, most: int) -> str:
        text = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(least, most)))
        return text[0].upper() + text[1:]

    pages = []
    for n in range(slides):
        at = n % 10
        chart = table = None
        if at == 3:
            series = [[chance.randint(10, 99) for _ in range(4)] for _ in range(2)]
            named = [{"name": words(1, 2), "values": values} for values in series]
            chart = {"categories": ["First", "Second", "Third", "Fourth"], "series": named}
        if at == 6:
            rows = [[words(1, 2), *(str(chance.randint(100, 999)) for _ in range(3))] for _ in range(5)]
            table = {"headers": [words(1, 1) for _ in range(4)], "rows": rows}
        pages.append(
            {
                "title": words(4, 7),
                "points": [words(5, 9) for _ in range(4)],
                "notes": ". ".join(words(8, 14) for _ in range(4)) + ".",
                "chart": chart,
                "table": table,
                "picture": None if at in (0, 3, 5, 6, 9) else (1, 2, 4, 7, 8).index(at),
            }
        )
    return {"title": words(3, 5), "slides": pages}


def pictures(folder: Path) -> list[Path]:
    """Write five JPEGs of about 150 kB, the same on every machine, and return their paths."""
    from PIL import Image

    found = []
    for n in range(PICTURES):
        chance = random.Random(n)
        grain = Image.frombytes("RGB", (256, 144), chance.randbytes(256 * 144 * 3)).resize(PICTURE_SIZE)
        data = b""
        for quality in range(95, 5, -1):
            stream = io.BytesIO()
            grain.save(stream, "JPEG", quality=quality)
            data = stream.getvalue()
            if len(data) <= PICTURE_BYTES:
                break
        path = folder / f"picture{n}.jpg"
        path.write_bytes(data)
        found.append(path)
    return found
