"""Markdown and plain text as material."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from deckwire_contracts.text import sanitize
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .letterhead import without_head
from .model import CodeBlock, Figure, ListItem, Material
from .plain import as_markdown, without_byline, without_dateline
from .shaping import Builder

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INVISIBLE = re.compile(r"<(script|style|svg|head|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKDOWN = re.compile(r"^(?:#{1,6}\s+\S|```|\s*\|?[\s:|-]*-{3,}[\s:|-]*\|[\s:|-]*$|>\s)", re.MULTILINE)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"^(title|subtitle|author|date)\s*:\s*(.+?)\s*$", re.IGNORECASE)
_BOLD_ENDS = tuple(".:!?。：")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_WRAPPED = re.compile(r"(?<=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60])\n(?=[\u3001-\u30ff\u4e00-\u9fff\uff01-\uff60])")
_FEWEST_LINES = 4
_LONGEST_LINE = 120
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}


def from_text(
    text: str, source: str = "", title: str = "", figures: Mapping[str, Figure] = MappingProxyType({})
) -> Material:
    """Return Markdown or plain text as material; never raises, whatever the text is.

    Comments, markup and invisible characters are left out. In plain text a short line that stands alone above
    running text counts as a heading. `figures` are the pictures whose addresses stand in the text.
    """
    clean = sanitize(text)
    front = _FRONT.match(clean)
    builder = Builder(source=source, title=title)
    if front:
        for line in front.group(1).splitlines():
            if found := _FRONT_LINE.match(line):
                setattr(builder, found.group(1).lower(), found.group(2).strip("\"'[] "))
        clean = clean[front.end() :]
    head = without_head(_INVISIBLE.sub("", _COMMENT.sub("", clean)))
    clean = head.text
    builder.title = builder.title or head.title
    builder.author = builder.author or head.author
    builder.date = builder.date or head.date
    parser = MarkdownIt("commonmark").enable("table")
    if not _MARKDOWN.search(clean):
        byline, clean = without_byline(clean)
        dated, clean = without_dateline(clean)
        builder.author, builder.date = builder.author or byline, builder.date or dated
        clean = as_markdown(clean)
        parser.disable(["code", "lheading"])
    for node in SyntaxTreeNode(parser.parse(clean)).children:
        _block(node, builder)
        if figures:
            _figures(node, builder, figures)
    return builder.material()


def _figures(node: SyntaxTreeNode, builder: Builder, figures: Mapping[str, Figure]) -> None:
    for image in node.walk():
        figure = figures.get(str(image.attrs.get("src", ""))) if image.type == "image" else None
        if figure is not None:
            builder.figure(figure, caption=str(image.attrs.get("title", "")), alt=image.content)


def _block(node: SyntaxTreeNode, builder: Builder) -> None:
    if node.type == "heading":
        builder.heading(_text(node), int(node.tag[1]))
    elif node.type == "paragraph":
        bold = _bold_only(node)
        if bold and len(bold.split()) <= 10 and not bold.endswith((".", "!", "?")):
            builder.paragraph(bold.rstrip(":") + ":")
        elif named := _named_lines(node):
            builder.items([ListItem(text=line) for line in named])
        elif lines := _own_lines(node):
            builder.items([ListItem(text=line) for line in lines])
        else:
            builder.paragraph(_text(node))
    elif node.type in {"bullet_list", "ordered_list"}:
        builder.items([_item(child) for child in node.children], ordered=node.type == "ordered_list")
    elif node.type == "table":
        builder.table([[_text(cell) for cell in row.children] for part in node.children for row in part.children])
    elif node.type == "blockquote":
        _quote(node, builder)
    elif node.type in {"fence", "code_block"}:
        if node.content.strip():
            builder.add(CodeBlock(text=node.content[:8000], language=node.info[:40] if node.type == "fence" else ""))
    elif node.type == "html_block":
        _html(node.content, builder)


def _named_lines(node: SyntaxTreeNode) -> list[str]:
    """The lines of a paragraph that each begin with a bold name: a list that was typed without marks; else none."""
    lines: list[list[SyntaxTreeNode]] = [[]]
    for child in node.children[0].children if node.children else []:
        if child.type in {"softbreak", "hardbreak"}:
            lines.append([])
        elif lines[-1] or child.type != "text" or child.content.strip():
            lines[-1].append(child)
    if len(lines) < 2 or any(len(line) < 2 or line[0].type != "strong" for line in lines):
        return []
    made: list[str] = []
    for line in lines:
        pieces = [_text(child) if child.children else child.content or "" for child in line]
        name, rest = pieces[0].rstrip(".: "), "".join(pieces[1:]).lstrip(" :").strip()
        made.append(f"{name}: {rest}")
    return made


def _own_lines(node: SyntaxTreeNode) -> list[str]:
    """The lines of a paragraph that was broken on purpose, as a poem, a transcript or an address is; else none.

    Wrapped prose begins few of its lines with a capital, unless it is shouted altogether.
    """
    lines = [line for line in _lines(node) if line]
    shouted = sum(line == line.upper() for line in lines) > len(lines) // 2
    if shouted or len(lines) < _FEWEST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return []
    begun = sum(line.lstrip("[(\"'“‘«„")[:1].isupper() or line.lstrip("[(")[:1].isdigit() for line in lines)
    return lines if begun >= 0.8 * len(lines) else []


def _html(content: str, builder: Builder) -> None:
    rest = content
    if heading := _HTML_HEADING.search(content):
        builder.heading(_untagged(heading.group(2)), int(heading.group(1)))
        rest = content[heading.end() :]
    words = _untagged(rest)
    if len(words.split()) >= 4:
        builder.paragraph(words)


def _untagged(content: str) -> str:
    text = _TAG.sub(" ", content)
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return " ".join(text.split())


def _quote(node: SyntaxTreeNode, builder: Builder) -> None:
    lines = [line for child in node.children for line in _lines(child)]
    lines = [line for line in lines if line]
    if lines and re.match(r"^\[![A-Z]+\]", lines[0]):  # an admonition is not anybody's words
        for line in lines[1:]:
            builder.paragraph(line)
        return
    author = ""
    if len(lines) > 1 and re.match(r"^(?:—|–|--|-)\s*\S", lines[-1]) and len(lines[-1]) < 160:
        author = re.sub(r"^[—–-]+\s*", "", lines.pop())
    builder.quote(" ".join(lines), author)


def _lines(node: SyntaxTreeNode) -> list[str]:
    if node.type == "paragraph":
        return [line.strip() for line in _text(node, line_break="\n").split("\n")]
    if node.type in {"bullet_list", "ordered_list", "blockquote", "list_item"}:
        return [line for child in node.children for line in _lines(child)]
    return []


def _item(node: SyntaxTreeNode) -> ListItem:
    heads: list[str] = []
    children: list[str] = []
    for child in node.children:
        if child.type in {"paragraph", "heading"}:
            heads.append(_text(child, mark_lead=not heads))
        elif child.type in {"bullet_list", "ordered_list"}:
            children.extend(line for nested in child.children for line in _nested(nested))
        else:
            children.extend(line for line in _lines(child) if line)
    text = " ".join(head for head in heads if head)
    text = re.sub(r"^\[[ xX]\]\s+", "", text)
    return ListItem(text=text, children=children[:40])


def _nested(node: SyntaxTreeNode) -> list[str]:
    """A point under a point: one line, with what stands under it if that is short, else its lines one by one."""
    item = _item(node)
    joined = f"{item.text.rstrip(':')}: {'; '.join(item.children)}" if item.children else item.text
    return [joined] if len(joined) <= _LONGEST_LINE else [item.text, *item.children]


def _bold_only(node: SyntaxTreeNode) -> str:
    inline = node.children[0].children if node.children else []
    parts = [child for child in inline if not (child.type == "text" and not child.content.strip())]
    return _text(parts[0]).strip() if len(parts) == 1 and parts[0].type == "strong" else ""


def _text(node: SyntaxTreeNode, *, line_break: str = " ", mark_lead: bool = False) -> str:
    """The words of inline content; `mark_lead` ends a bold beginning with a colon, so that the split survives."""
    pieces: list[str] = []
    _collect(node, pieces, line_break, [mark_lead])
    joined = "".join(pieces).strip()
    return joined if line_break == "\n" else _WRAPPED.sub("", joined).replace("\n", " ")


def _collect(node: SyntaxTreeNode, pieces: list[str], line_break: str, mark: list[bool]) -> None:
    for child in node.children:
        if child.type in {"text", "code_inline"}:
            if child.content:
                mark[0] = False
                pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        elif child.type == "strong" and mark[0]:
            mark[0] = False
            bold = _text(child)
            following = _following(child)
            if bold and following and not bold.endswith(_BOLD_ENDS) and not following.startswith((":", "—", "–", "-")):
                pieces.append(bold)
            else:
                pieces.append(bold.rstrip(".:") + ":" if bold.endswith((".", ":")) and following else bold)
        elif child.type not in {"image", "html_inline"}:
            _collect(child, pieces, line_break, mark)


def _following(node: SyntaxTreeNode) -> str:
    pieces: list[str] = []
    sibling = node.next_sibling
    while sibling is not None:
        pieces.append(_text(sibling) if sibling.children else sibling.content or "")
        sibling = sibling.next_sibling
    return "".join(pieces).strip()
