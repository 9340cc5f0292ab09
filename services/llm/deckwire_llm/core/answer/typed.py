"""What of a half-said outline can be shown while it is being said."""

from __future__ import annotations

_ESCAPES = {"n": "\n", "t": " ", "r": "", "b": "", "f": "", '"': '"', "\\": "\\", "/": "/"}


class Typed:
    """Reads an outline as it streams and hands out the assistant's reply, then one line per slide title.

    It is a small lexer, not a parser: it never looks back, so its work is linear in what it is fed. Text before
    the first brace is not part of the outline.
    """

    def __init__(self) -> None:
        self._stack: list[str]
        self._key: str
        self._expects_value: bool
        self._string: list[str] | None
        self._showing: bool
        self._escape: str
        self._slides: int
        self._said = False
        self.begin()

    def begin(self) -> None:
        """Expect a new outline from its beginning; what was shown stays shown."""
        self._stack, self._key, self._expects_value = [], "", False
        self._string, self._showing, self._escape, self._slides = None, False, "", 0

    def feed(self, text: str) -> str:
        """Return what `text` adds to what can be shown."""
        shown: list[str] = []
        for char in text:
            if self._string is None:
                if self._opens_title(char):
                    self._slides += 1
                    shown.append(f"\n{self._slides}. " if self._said else f"{self._slides}. ")
                continue
            piece = self._inside(char)
            if piece is not None and self._showing:
                shown.append(piece)
                self._said = True
        return "".join(shown)

    def _opens_title(self, char: str) -> bool:
        """Take one character outside of strings; return whether the title of a slide begins with it."""
        if char == '"' and self._stack:
            self._string = []
            reply = self._stack == ["{"] and self._key == "reply"
            title = self._stack == ["{", "[slides", "{"] and self._key == "title"
            self._showing = self._expects_value and (reply or title)
            return self._showing and title
        if char == "[" and not self._stack:
            return False
        if char in "{[":
            self._stack.append("{" if char == "{" else f"[{self._key}")
            self._expects_value = char == "["
        elif char in "}]" and self._stack:
            self._stack.pop()
            self._expects_value = False
        elif char == ":":
            self._expects_value = True
        elif char == ",":
            self._expects_value = bool(self._stack) and self._stack[-1].startswith("[")
        return False

    def _inside(self, char: str) -> str | None:
        """Take one character of a string; return its text once it is known, None at the end of the string."""
        assert self._string is not None
        if self._escape:
            return self._escaped(char)
        if char == "\\":
            self._escape = "\\"
            return ""
        if char == '"':
            if not self._expects_value:
                self._key = "".join(self._string)
            self._string = None
            return None
        if not self._expects_value:
            self._string.append(char)
        return char

    def _escaped(self, char: str) -> str:
        self._escape += char
        if self._escape[1] != "u":
            self._escape = ""
            return _ESCAPES.get(char, char)
        if len(self._escape) < 6:
            return ""
        code, self._escape = self._escape[2:], ""
        try:
            point = int(code, 16)
        except ValueError:
            return ""
        # Halves of surrogate pairs are left out: what is typed may be lossy, what is stored is not.
        return "" if 0xD800 <= point <= 0xDFFF else chr(point)
