"""Questions with their answers, and talk by turns, as lists: what was asked, and under it what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .model import Block, ListBlock, ListItem, Paragraph

_QUESTION = re.compile(
    r"^(?:q|question|f|frage|p|pregunta|domanda|pergunta|問|问|в|вопрос)\s*\d{0,3}\s*[:：.)]\s*(?=\S)", re.IGNORECASE
)
_ANSWER = re.compile(
    r"(?:^|\s)(?:a|answer|antwort|r|réponse|respuesta|risposta|resposta|答|о|ответ)\s*\d{0,3}\s*[:：.)]\s*(?=\S)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^(?P<who>[^\W\d_][^:：.!?]{0,30})[:：]\s+(?P<words>\S.*)$")
_LEAST = 2  # questions with answers that make a list
_ASKED = ("?", "？", "؟")


def in_turns(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a section with runs of questions and answers as one list.

    Questions are marked ("Q:", "Frage 2:"), or asked by one speaker and answered by another ("Interviewer: …?").
    """
    made: list[Block] = []
    run: list[Paragraph] = []
    for block in [*blocks, None]:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        made += _told(run)
        run = []
        if block is not None:
            made.append(block)
    return made


def _told(run: list[Paragraph]) -> list[Block]:
    for find in (_marked, _spoken):
        start, items = find([paragraph.text for paragraph in run])
        if len(items) >= _LEAST:
            return [*run[:start], ListBlock(items=items)]
    return list(run)


def _marked(texts: list[str]) -> tuple[int, list[ListItem]]:
    """Where marked questions begin, and each with its answer; none when a text among them is neither."""
    start = next((n for n, text in enumerate(texts) if _QUESTION.match(text)), len(texts))
    items: list[ListItem] = []
    for text in texts[start:]:
        question = _QUESTION.match(text)
        if question is not None:
            asked, *answers = _ANSWER.split(text[question.end() :], maxsplit=1)
            items.append(ListItem(text=asked.strip(), children=[answer.strip() for answer in answers]))
        else:
            answer = _ANSWER.match(text)
            items[-1].children.append(text[answer.end() :] if answer else text)
    return (start, items) if all(item.children for item in items) else (start, [])


def _spoken(texts: list[str]) -> tuple[int, list[ListItem]]:
    """Where an interview begins, and each question with what was answered; none when nobody only asks."""
    turns = [_SPEAKER.match(text) for text in texts]
    start = next((n for n, turn in enumerate(turns) if turn and turn["words"].endswith(_ASKED)), len(texts))
    first = turns[start] if start < len(texts) else None
    if first is None:
        return start, []
    items: list[ListItem] = []
    for text, turn in zip(texts[start:], turns[start:], strict=True):
        if turn is not None and turn["who"] == first["who"]:
            if not turn["words"].endswith(_ASKED):
                return start, []
            items.append(ListItem(text=turn["words"]))
        else:
            items[-1].children.append(turn["words"] if turn is not None else text)
    return (start, items) if all(item.children for item in items) else (start, [])
