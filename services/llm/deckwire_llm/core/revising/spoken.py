"""Instructions that need no model: move, remove, swap and retitle slides, shorten, another look, fewer or more slides.

English and German are understood. What is not, is said to need a model; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deckwire_contracts import MAX_SLIDES, DeckState, Look
from deckwire_contracts.themes import THEMES

from .changes import Change, Move, Remove
from .counted import as_many
from .replacing import Replace, replacing
from .shorter import shorter
from .understood import Understood

_SLIDE = r"(?:slide|page|folie|seite)"
_NUMBER = r"(?:nr\.?|number|nummer|#)?\s*(\d{1,3})"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "last": -1, "erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3,
    "vierte": 4, "vierten": 4, "fünfte": 5, "fünften": 5, "letzte": -1, "letzten": -1,
}  # fmt: skip
_ORDINAL = rf"({'|'.join(_ORDINALS)})"
_WHICH = rf"(?:{_SLIDE}\s*{_NUMBER}|(?:the\s+|die\s+|der\s+)?{_ORDINAL}\s+{_SLIDE}|(this|diese)(?:\s+{_SLIDE})?)"
_POLITE = re.compile(
    r"^(?:(?:please|bitte|can you|could you|would you|kannst du|könntest du|now|jetzt|ok(?:ay)?|and|und)[\s,]+)+"
    r"|[\s,]*(?:please|bitte|thanks|danke)?[.!?\s]*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^(\w+)\s+(?:please|bitte)\s+", re.IGNORECASE)
_QUOTES = "\"'“”„‚‘’«»"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace("WHICH", _WHICH), re.IGNORECASE)


_REMOVE = _pattern(r"^(?:remove|delete|drop|cut|lösche|entferne|streiche)\s+WHICH(?:\s+(?:aus|raus|weg))?$")
_REMOVE_SEVERAL = _pattern(
    rf"^(?:remove|delete|drop|cut|lösche|entferne|streiche)\s+(?:the\s+)?{_SLIDE}[sn]?\s+"
    r"(\d{1,3}(?:\s*(?:,|and|und|&)\s*\d{1,3})+)$"
)
_SWAP = _pattern(rf"^(?:swap|exchange|tausche|vertausche)\s+(?:{_SLIDE}[sn]?\s*)?(\d{{1,3}})\s+(?:and|with|und|mit)\s+"
                 rf"(?:{_SLIDE}\s*)?(\d{{1,3}})$")  # fmt: skip
_MOVE_TO = _pattern(
    r"^(?:move|put|place|verschiebe|setze|stelle)\s+WHICH\s+(?:to|at|auf|an|nach)\s+"
    rf"(?:the\s+|den\s+|das\s+|die\s+)?(?:(?:position|place|{_SLIDE}|platz|stelle)?\s*(\d{{1,3}})|(end|ende|schluss)|"
    r"(start|beginning|front|anfang|beginn))$"
)
_MOVE_BESIDE = _pattern(
    r"^(?:move|put|place|verschiebe|setze|stelle)\s+WHICH\s+(before|after|behind|vor|nach|hinter)\s+"
    rf"(?:the\s+)?(?:{_SLIDE}\s*)?(\d{{1,3}})$"
)
_RETITLE = _pattern(
    r"^(?:(?:change|set)\s+the\s+title\s+of\s+WHICH\s+to|(?:rename|retitle|call|title)\s+WHICH(?:\s+(?:to|as|into))?|"
    r"(?:ändere|setze)\s+den\s+titel\s+(?:von|der)\s+WHICH\s+(?:zu|auf|in)|(?:nenne)\s+WHICH)\s*:?\s+(.+)$"
)
_DECK_TITLE = _pattern(
    r"^(?:(?:change|set)\s+the\s+(?:deck'?s?\s+)?title(?:\s+of\s+the\s+(?:deck|presentation))?\s+to|"
    r"(?:rename|retitle|call)\s+(?:the\s+)?(?:deck|presentation)(?:\s+(?:to|as|into))?|"
    r"nenne\s+(?:das\s+deck|die\s+präsentation))\s*:?\s+(.+)$"
)
_THEME = _pattern(
    r"^(?:(?:use|switch\s+to|change\s+to|apply|take|try|set|nimm|verwende|wechsle\s+zu)\s+(?:the\s+|das\s+)?"
    r"(?:(?:theme|design|look|thema)\s+(?:to\s+)?)?|(?:change|set)\s+(?:the\s+)?(?:theme|design|look)\s+to\s+(?:the\s+)?)"
    r"([^\s\"'“”„«»]+?|[\"'“”„«»].+?[\"'“”„«»])(?:\s+(?:theme|design|look|thema))?$"
)
_WEAR = (
    r"(?:use|switch\s+to|change\s+to|change\s+(?:the\s+)?(?:theme|design|look)\s+to|apply|take|try|set|nimm|verwende|"
    r"wechsle\s+zu)"
)
_OWN_LOOK = _pattern(rf"^{_WEAR}\s+.+$")
_ONLY_LOOK = _pattern(
    rf"^{_WEAR}\s+[^,;.]*\b(?:theme|design|look|brand|template|master|thema|marke|vorlage|folienmaster)\b[^,;.]*$"
)
_MASTER = _pattern(rf"^{_WEAR}\s+.*\b(?:template|master|vorlage|folienmaster)\b.*$")
_WHOLE = r"(?:it|this|everything|the\s+(?:deck|presentation)|es|alles|daraus|das\s+deck|die\s+präsentation)"
_COUNT = _pattern(
    rf"^(?:(?:make|mache?)\s+{_WHOLE}\s+(?:bitte\s+)?|(?:i\s+(?:want|need)|ich\s+(?:will|brauche|möchte)|use|nimm)\s+|"
    r"(?:shorten|cut|reduce|trim|condense|shrink|expand|extend|grow|bringe?|kürze|reduziere|erweitere|verlängere)"
    rf"(?:\s+{_WHOLE})?(?:\s+down)?\s+)?(?:(?:to|on|auf|zu|in|into)\s+)?(?:(?:only|just|exactly|nur|genau)\s+)?"
    rf"(\d{{1,3}})\s+{_SLIDE}[sn]?(?:\s+(?:long|lang|only|nur|kürzen))?$"
)
_SHADE = _pattern(r"^(?:make\s+(?:it|the\s+deck|everything)|mach\s+(?:es|alles))\s+(dark|light|dunkel|hell)(?:er)?$")
_SHORTEN_ONE = _pattern(
    r"^(?:(?:shorten|condense|kürze)\s+WHICH|make\s+WHICH\s+(?:shorter|briefer|more\s+concise)|mach\s+WHICH\s+kürzer)$"
)
_SHORTEN_ALL = _pattern(
    r"^(?:(?:shorten|condense|kürze)\s+(?:it|everything|all(?:\s+(?:the\s+)?slides)?|the\s+(?:deck|presentation|slides)|"
    r"alles|alle\s+folien|das\s+deck|die\s+präsentation)|"
    r"make\s+(?:it|everything|the\s+(?:deck|slides))\s+(?:shorter|briefer|more\s+concise)|mach\s+(?:es|alles)\s+kürzer|"
    r"(?:use\s+)?(?:fewer|less)\s+(?:words|text)|weniger\s+text)$"
)


def understood(
    state: DeckState, content: str, slide_id: str | None = None, looks: Sequence[Look] = ()
) -> Understood | None:
    """Return what `content` asks of the deck, None when that takes a model; `slide_id` is what “this slide” means.

    `looks` are the user's own brands and masters that it names. A slide that is named and does not exist changes
    nothing, and the reply says so.
    """
    here = state.slide(slide_id) if slide_id else None
    deck = _Deck(state, here.brief.id if here else None, tuple(looks))
    said = _plainly(content)
    for pattern, act in _ACTS:
        found = pattern.match(said)
        done = act(deck, found) if found else None
        if done is not None:
            return done
    return None


def looked(state: DeckState, content: str, looks: Sequence[Look]) -> Understood | None:
    """Return the change to one of the user's own looks, None when `content` asks for anything else besides."""
    said = _plainly(content)
    alone = _ONLY_LOOK.match(said) or _THEME.match(said)
    found = _OWN_LOOK.match(said)
    return _own_look(_Deck(state, None, tuple(looks)), found) if alone and found else None


def _plainly(content: str) -> str:
    return _BETWEEN.sub(r"\1 ", _POLITE.sub("", " ".join(content.split())))


@dataclass(frozen=True)
class _Deck:
    state: DeckState
    here: str | None
    looks: tuple[Look, ...] = ()

    @property
    def ids(self) -> list[str]:
        return [slide.brief.id for slide in self.state.slides]

    def which(self, groups: Sequence[str | None]) -> str | None:
        """Return the id of the slide that the three groups of WHICH name."""
        number, ordinal, this = groups
        if this:
            return self.here
        at = int(number) if number else _ORDINALS[(ordinal or "").lower()]
        if at == -1:
            return self.ids[-1]
        return self.ids[at - 1] if 1 <= at <= len(self.ids) else None

    def number(self, slide_id: str) -> int:
        return self.ids.index(slide_id) + 1

    def missing(self) -> Understood:
        count = len(self.ids)
        return Understood(f"There is no such slide; the deck has {count}. Nothing was changed.")


def _remove(deck: _Deck, found: re.Match[str]) -> Understood:
    slide_id = deck.which(found.groups())
    if slide_id is None:
        return deck.missing()
    return _removed(deck, [slide_id])


def _remove_several(deck: _Deck, found: re.Match[str]) -> Understood:
    numbers = [int(n) for n in re.findall(r"\d+", found.group(1))]
    if any(not 1 <= n <= len(deck.ids) for n in numbers):
        return deck.missing()
    return _removed(deck, list(dict.fromkeys(deck.ids[n - 1] for n in numbers)))


def _removed(deck: _Deck, slide_ids: list[str]) -> Understood:
    if len(slide_ids) >= len(deck.ids):
        return Understood("A deck keeps at least one slide. Nothing was changed.")
    numbers = " and ".join(str(deck.number(slide_id)) for slide_id in slide_ids)
    what = "slide" if len(slide_ids) == 1 else "slides"
    return Understood(f"I removed {what} {numbers}.", [Remove(slide_id) for slide_id in slide_ids])


def _swap(deck: _Deck, found: re.Match[str]) -> Understood:
    one, two = sorted((int(found.group(1)), int(found.group(2))))
    if not 1 <= one < two <= len(deck.ids):
        return deck.missing()
    first, second = deck.ids[one - 1], deck.ids[two - 1]
    return Understood(f"I swapped slides {one} and {two}.", [Move(second, one), Move(first, two)])


def _move_to(deck: _Deck, found: re.Match[str]) -> Understood:
    slide_id = deck.which(found.groups()[:3])
    number, end, _ = found.groups()[3:]
    to = int(number) if number else len(deck.ids) if end else 1
    if slide_id is None or not 1 <= to <= len(deck.ids):
        return deck.missing()
    return Understood(f"I moved slide {deck.number(slide_id)} to place {to}.", [Move(slide_id, to)])


def _move_beside(deck: _Deck, found: re.Match[str]) -> Understood:
    slide_id = deck.which(found.groups()[:3])
    side, anchor = found.group(4).lower(), int(found.group(5))
    if slide_id is None or not 1 <= anchor <= len(deck.ids) or deck.ids[anchor - 1] == slide_id:
        return deck.missing()
    rest = [other for other in deck.ids if other != slide_id]
    at = rest.index(deck.ids[anchor - 1]) + (1 if side in {"before", "vor"} else 2)
    return Understood(f"I moved slide {deck.number(slide_id)} to place {at}.", [Move(slide_id, at)])


def _retitle(deck: _Deck, found: re.Match[str]) -> Understood:
    *groups, title = found.groups()
    named = next((groups[n : n + 3] for n in range(0, len(groups), 3) if any(groups[n : n + 3])), None)
    slide_id = deck.which(named) if named else None
    slide = deck.state.slide(slide_id) if slide_id else None
    if slide is None or slide.drafted is None:
        return deck.missing()
    title = title.strip(f" {_QUOTES}")[:300]
    new = slide.drafted.slide.model_copy(update={"title": title})
    return Understood(f"Slide {deck.number(slide.brief.id)} is now called “{title}”.", [replacing(slide, new)])


def _deck_title(deck: _Deck, found: re.Match[str]) -> Understood:
    title = found.group(1).strip(f" {_QUOTES}")[:300]
    first = deck.state.slides[0] if deck.state.slides else None
    changes: list[Change] = []
    if first and first.drafted and first.drafted.slide.type == "title":
        changes.append(replacing(first, first.drafted.slide.model_copy(update={"title": title})))
    return Understood(f"The deck is now called “{title}”.", changes, title=title)


def _theme(deck: _Deck, found: re.Match[str]) -> Understood | None:
    brand = next((look.brand for look in deck.looks if look.brand), None)
    if brand is not None:
        return Understood(f"The deck now wears your theme {brand.title}.", theme=brand.id)
    if any(look.template for look in deck.looks):
        return _master(deck, found)
    wanted = found.group(1).strip(_QUOTES).lower()
    theme = next((t for t in THEMES if wanted in (t.id, t.title.lower())), None)
    if theme is None:
        return Understood(
            f"There is no theme “{wanted}”; there are {', '.join(t.id for t in THEMES)}. Nothing was changed."
        )
    return Understood(f"The deck now wears the theme {theme.title}.", theme=theme.id)


def _master(deck: _Deck, found: re.Match[str]) -> Understood | None:
    del found
    template = next((look.template for look in deck.looks if look.template), None)
    if template is None:
        return Understood("I know no master of that name; you find yours under templates. Nothing was changed.")
    return Understood(f"The deck now stands on your master {template.title}.", template=template)


def _own_look(deck: _Deck, found: re.Match[str]) -> Understood | None:
    """Names of one's own looks may have several words; what names none of them is read otherwise."""
    return _theme(deck, found) if deck.looks else None


def _count(deck: _Deck, found: re.Match[str]) -> Understood:
    wanted = int(found.group(1))
    if not 1 <= wanted <= MAX_SLIDES:
        return Understood(f"A deck has 1 to {MAX_SLIDES} slides. Nothing was changed.")
    return as_many(deck.state, wanted)


def _shade(deck: _Deck, found: re.Match[str]) -> Understood:
    dark = found.group(1).lower() in {"dark", "dunkel"}
    outline = deck.state.outline
    now = next((t for t in THEMES if outline is not None and t.id == outline.theme), None)
    if now is not None and now.dark == dark:
        return Understood(f"The theme {now.title} is {'dark' if dark else 'light'} already. Nothing was changed.")
    theme = next(t for t in THEMES if t.dark == dark)
    return Understood(f"The deck now wears {theme.title}, a {'dark' if dark else 'light'} theme.", theme=theme.id)


def _shorten(deck: _Deck, slide_ids: list[str]) -> Understood:
    changes: list[Change] = []
    for slide_id in slide_ids:
        slide = deck.state.slide(slide_id)
        new = shorter(slide.drafted.slide) if slide and slide.drafted else None
        if slide and new is not None:
            changes.append(replacing(slide, new))
    if not changes:
        return Understood("There is nothing that could be left out without a model. Nothing was changed.")
    numbers = ", ".join(str(deck.number(change.slide_id)) for change in changes if isinstance(change, Replace))
    what = "slide" if len(changes) == 1 else "slides"
    return Understood(f"I shortened {what} {numbers}; what was left out is in the notes.", changes)


def _shorten_one(deck: _Deck, found: re.Match[str]) -> Understood:
    groups = found.groups()
    named = next(groups[n : n + 3] for n in range(0, len(groups), 3) if any(groups[n : n + 3]))
    slide_id = deck.which(named)
    return _shorten(deck, [slide_id]) if slide_id else deck.missing()


def _shorten_all(deck: _Deck, _: re.Match[str]) -> Understood:
    return _shorten(deck, [deck.here] if deck.here else deck.ids)


_ACTS: tuple[tuple[re.Pattern[str], Callable[[_Deck, re.Match[str]], Understood | None]], ...] = (
    (_REMOVE_SEVERAL, _remove_several),
    (_REMOVE, _remove),
    (_SWAP, _swap),
    (_MOVE_TO, _move_to),
    (_MOVE_BESIDE, _move_beside),
    (_DECK_TITLE, _deck_title),
    (_RETITLE, _retitle),
    (_SHADE, _shade),
    (_COUNT, _count),
    (_SHORTEN_ALL, _shorten_all),
    (_SHORTEN_ONE, _shorten_one),
    (_OWN_LOOK, _own_look),
    (_MASTER, _master),
    (_THEME, _theme),
)
