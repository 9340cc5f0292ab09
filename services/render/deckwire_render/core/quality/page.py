"""The page about the rules, made from the rules themselves."""

from __future__ import annotations

from .rules import RULES, Rule

_GROUPS = {
    "geometry": "Where things stand",
    "typography": "How text is set",
    "words": "What is said",
    "pictures": "Pictures",
    "accessibility": "Accessibility",
    "deck": "The deck as a whole",
    "file": "The file",
}

_TABLE = ("| rule | severity | what holds | threshold | source | Checker |", "|---|---|---|---|---|---|")

_HEAD = """# The quality report

Every deck is checked before it is delivered, without a model and the same way each time: the file as it is written,
and every slide as the layout engine sets it, with inherited sizes, theme colours and line breaks resolved. What is
found stands in the deck's state under `quality`, in the event `rendered`, and in `deckwire show`.

* An **error** is something that no audience should see or that shuts someone out, a **warning** something that a
  designer would change, an **info** a hint. Names of rules last; new ones are added.
* Slides that break a rule marked ↻ are set again before the deck is delivered: first with more room in reserve when
  text is measured, then in plain rows, pale text in an ink that can be read. At most two rounds; one is kept only if
  the findings of the whole deck weigh less after it. What was put right stands under `quality.repaired`, what could
  not be under `quality.findings`, and the time it took is `render.repair` among the timings.
  Only errors start this: a deck with nothing but warnings is delivered as it is, with its warnings.
* The body, which `body_sparse`, `body_crowded` and `body_unbalanced` look at, is what lies between the title and the
  foot line. Slides that have no title across them are composed freely and have none: covers, sections, quotes,
  pictures beside or under text, titles beside their points. Filled is what is a chart, a table, a picture, a mark, or
  a run of text, with the white space next to it; a text on a card counts over the card's whole width, and a panel that
  holds all that a slide says, as a statement's does, counts whole. A card's height without text on it does not count.
* `quality.metrics` holds numbers by lasting names. `score` (0 to 100) is the mean of the slides' scores: a slide loses
  40 for an error, 12 for a warning, 1 for an info. It adds up what the rules found and says nothing of taste.
* Rules with an entry under “Checker” are those of Microsoft's Accessibility Checker, with its severity; `metrics`
  counts them as `accessibility_errors`, `accessibility_warnings` and `accessibility_tips`. Its rules on captions and
  protected documents have no object here: decks have neither videos nor protection.
* The rules on the file are quick invariants. The full validation against the Open XML schemas (`openxml-audit`) takes
  seconds and is part of the tests, not of each deck.
* `make property` holds 1,000 decks drawn at random from the deck model (every type of slide, script, theme and
  language, brands, users' masters, odd pictures and numbers), 300 documents through the offline writer and 100 decks
  edited by hand to this report before anything is set again: not one error. It takes some twenty minutes of one core
  and says how far it is; `ARGS=--hypothesis-seed=1` draws one run again, `DECKWIRE_PROPERTY_DECKS=100` fewer.

Made with `python -m deckwire_render.core.quality > docs/quality.md`.
"""


def page() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for group, title in _GROUPS.items():
        rows = [_row(rule) for rule in RULES if rule.group == group]
        parts.append("\n".join((f"## {title}\n", *_TABLE, *rows, "")))
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    name = f"`{rule.name}`{' ↻' if rule.repaired else ''}"
    cells = (name, rule.severity, rule.meaning, rule.threshold or "–", rule.source, rule.checker or "–")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
