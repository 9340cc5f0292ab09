"""HTML: headings, paragraphs, lists, tables and quotes of the page's body; scripts, menus and hidden parts stay out."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from deckwire_llm.core.material import Builder, ListItem, Material

from .gallery import Gallery
from .inline import picture_in

_SKIP = {"script", "style", "noscript", "template", "nav", "footer", "aside", "form", "svg", "iframe", "button", "head"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:px|pt)?\s*(?:;|$)", re.IGNORECASE
)
_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "div",
    "section",
    "article",
    "figure",
}


def read_html(name: str, text: str, gallery: Gallery) -> Material:
    """Return the material of an HTML page; nothing that it refers to is fetched, pictures inside it are taken."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True, huge_tree=False)
    tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    builder = Builder(source=name)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str):
            continue
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        unseen = element.tag in _SKIP or hidden or bool(_HIDDEN.search(element.get("style") or ""))
        if unseen and element.getparent() is not None and element.tag != "head":
            element.drop_tree()
    title = tree.find(".//title")
    body = tree.find("body")
    _walk(body if body is not None else tree, builder, gallery)
    material = builder.material()
    if not material.title and title is not None and title.text:
        material.title = " ".join(title.text.split())[:300]
    return material


def _walk(element: Any, builder: Builder, gallery: Gallery) -> None:
    loose = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):
            loose.append(child.tail or "")
            continue
        if child.tag in _BLOCKS or any(grand.tag in _BLOCKS for grand in child.iter() if isinstance(grand.tag, str)):
            builder.paragraph("".join(loose))
            loose = [child.tail or ""]
            _block(child, builder, gallery)
        elif child.tag == "img":
            builder.paragraph("".join(loose))
            loose = [child.tail or ""]
            _picture(child, builder, gallery)
        elif child.tag == "br":
            builder.paragraph("".join(loose))
            loose = [child.tail or ""]
        else:
            _pictures(child, builder, gallery)
            loose.append(child.text_content() + (child.tail or ""))
    builder.paragraph("".join(loose))


def _block(element: Any, builder: Builder, gallery: Gallery) -> None:
    tag = element.tag
    if re.fullmatch(r"h[1-6]", tag):
        builder.heading(element.text_content(), int(tag[1]))
    elif tag == "p":
        builder.paragraph(element.text_content())
        _pictures(element, builder, gallery)
    elif tag == "figure":
        caption = element.find(".//figcaption")
        said = caption.text_content() if caption is not None else ""
        if caption is not None:
            caption.drop_tree()
        if not _pictures(element, builder, gallery, caption=said):
            builder.paragraph(said)
        for image in list(element.iter("img")):
            image.drop_tree()
        _walk(element, builder, gallery)
    elif tag in {"ul", "ol"}:
        builder.items([_item(item) for item in element.findall("li")], ordered=tag == "ol")
        _pictures(element, builder, gallery)
    elif tag == "table":
        rows = [[cell.text_content() for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
        builder.table(rows)
        _pictures(element, builder, gallery)
    elif tag == "blockquote":
        cite = element.find(".//cite")
        author = cite.text_content() if cite is not None else ""
        if cite is not None:
            cite.drop_tree()
        builder.quote(element.text_content(), author.strip(" —–-"))
    elif tag != "pre":
        _walk(element, builder, gallery)


def _pictures(element: Any, builder: Builder, gallery: Gallery, caption: str = "") -> bool:
    """Take the pictures below an element; return whether there was one."""
    taken = [_picture(image, builder, gallery, caption) for image in element.iter("img")]
    return any(taken)


def _picture(image: Any, builder: Builder, gallery: Gallery, caption: str = "") -> bool:
    figure = picture_in(image.get("src") or "", gallery)
    if figure is not None:
        builder.figure(figure, caption=caption, alt=image.get("alt") or "")
    return figure is not None


def _item(item: Any) -> ListItem:
    children = [child.text_content() for sub in item.iter("ul", "ol") for child in sub.findall("li")]
    for sub in list(item.iter("ul", "ol")):
        sub.drop_tree()
    return ListItem(text=item.text_content(), children=children[:40])
