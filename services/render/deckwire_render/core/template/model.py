"""What a deck is written onto: a presentation without slides, whether made here or brought by a user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from ..layout.ir import Placeholder
from ..opc import Package, Part, Relations, part

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

_MAIN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P = f"{{{_MAIN}}}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
# What stands before the list of slides in the presentation part, and the list of sections among its extensions.
_BEFORE = ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_MARK = "<?deckwire slides?>"


@dataclass(frozen=True, slots=True)
class MainPart:
    """The presentation part, open at the two places where a deck adds to it: its slides and its sections.

    `before` and `after` are the markup around the list of slides, `end` is the closing tag, `extensions` are the
    `p:ext` elements that it has already.
    """

    name: str
    before: str
    after: str
    end: str
    extensions: str = ""

    @classmethod
    def read(cls, name: str, xml: bytes) -> MainPart:
        """Return the part in `xml` without its slides and sections; raises etree.XMLSyntaxError or ValueError."""
        root = etree.fromstring(xml, _PARSER)
        if root.tag != f"{_P}presentation":
            raise ValueError(f"{name} is no presentation part")
        kept = ""
        for listed in (*root.findall(f"{_P}sldIdLst"), *root.findall(f"{_P}extLst")):
            for extension in listed.findall(f"{_P}ext"):
                if extension.get("uri", "").upper() != _SECTIONS:
                    kept += etree.tostring(extension, encoding="unicode", with_tail=False)
            root.remove(listed)
        at = max((n for n, child in enumerate(root, 1) if child.tag in {f"{_P}{tag}" for tag in _BEFORE}), default=0)
        root.insert(at, etree.ProcessingInstruction("deckwire", "slides"))
        text = etree.tostring(root, encoding="UTF-8", standalone=True).decode()
        before, _, after = text.partition(_MARK)
        after, _, end = after.rpartition("</")
        return cls(name, before, after, f"</{end}", kept)

    def text(self, slides: str = "", sections: str = "") -> str:
        """Return the part with a list of slides and a `p:ext` of sections, which declare the namespaces they use."""
        extensions = self.extensions + sections
        if extensions:
            extensions = f'<p:extLst xmlns:p="{_MAIN}">{extensions}</p:extLst>'
        return f"{self.before}{slides}{self.after}{extensions}{self.end}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A slide layout: the name of its part, and the placeholder that takes what is composed for an index.

    `colours` is the `a:overrideClrMapping` that slides on it need, `""` when the master's colour map holds.
    """

    part: str
    slots: Mapping[int, Placeholder] = field(default_factory=dict)
    colours: str = ""


@dataclass(frozen=True)
class Template:
    """A presentation without slides, as the parts of which every deck on it has a copy.

    `parts` are all parts and relationship files but those of the package and of the presentation part, ready
    compressed. `relations` are the presentation part's, `package` are the package's. `layouts` maps the key of a
    composition to the layout on which it stands. `notes_master` is the name of a part, `""` if there is none.
    """

    main: MainPart
    relations: Relations
    package: Relations
    parts: tuple[Part, ...]
    layouts: Mapping[str, Layout]
    notes_master: str = ""

    def data(self) -> bytes:
        """Return the template itself as a .pptx."""
        package = Package()
        package.relate(self.package)
        package.add(part(self.main.name, self.main.text(), MAIN_TYPE))
        package.relate(self.relations)
        for entry in self.parts:
            package.add(entry)
        return package.data()
