"""The index of the gallery: every deck with its sheet, on one page that needs nothing but the files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .making import Made

_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Deckwire: gallery</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1500px; padding: 0 1rem; color: #16181d; }
section { margin: 3rem 0; }
figure { margin: 1rem 0 2rem; }
img { width: 100%; border: 1px solid #d9dde4; }
figcaption { color: #5b6270; }
</style>
<h1>Gallery</h1>
<p>Every deck is native and editable: open the .pptx. The pictures are painted from the same files.</p>
"""


def index(made: Sequence[Made]) -> str:
    """Return the page."""
    parts = [_HEAD]
    for source in dict.fromkeys(one.source for one in made):
        parts.append(f"<section>\n<h2>{escape(source)}</h2>")
        for one in (one for one in made if one.source == source):
            what = f"{one.slides} slides, {len(one.errors)} errors and {one.warnings} warnings in its quality report"
            name, look, title = (escape(text, quote=True) for text in (one.name, one.look, one.title))
            parts.append(
                f'<figure><a href="{name}.pptx"><img src="{name}.png" loading="lazy" alt="{title}, {look}"></a>'
                f'<figcaption><a href="{name}.pptx">{look}: {title}</a>, {what}</figcaption></figure>'
            )
        parts.append("</section>")
    return "\n".join([*parts, "</html>", ""])
