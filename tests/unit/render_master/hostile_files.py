"""Files that must not become masters: each made from a good one by one change."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

MASTER = "ppt/slideMasters/slideMaster1.xml"
LAYOUT = "ppt/slideLayouts/slideLayout1.xml"
RELS = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
TYPES = "[Content_Types].xml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(
    data: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
    *,
    added: Mapping[str, bytes] | None = None,
    dropped: str = "",
) -> bytes:
    """Return the archive with parts changed, added, and those dropped whose name begins with `dropped`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if dropped and name.startswith(dropped):
                continue
            content = old.read(name)
            new.writestr(name, (changes or {}).get(name, lambda same: same)(content))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def with_shape(data: bytes, shape: str, relation: str, **more: Mapping[str, bytes]) -> bytes:
    """Return the master with a shape on its first layout, and a relationship that the shape names."""
    return changed(
        data,
        {
            LAYOUT: lambda x: x.replace(b"</p:spTree>", f"{shape}</p:spTree>".encode()),
            RELS: lambda x: x.replace(b"</Relationships>", f"{relation}</Relationships>".encode()),
        },
        **more,  # type: ignore[arg-type]
    )


def linked_picture(data: bytes) -> bytes:
    """Return the master with a picture on its cover that would be fetched from elsewhere."""
    shape = (
        '<p:pic><p:nvPicPr><p:cNvPr id="90" name="Spy"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:link="rId90"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    relation = f'<Relationship Id="rId90" Type="{_REL}/image" Target="http://spy.example/a.png" TargetMode="External"/>'
    return with_shape(data, shape, relation)


def ole_object(data: bytes) -> bytes:
    """Return the master with an embedded program's object on its cover."""
    shape = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="91" name="Object"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole"><p:oleObj r:id="rId91" '
        'progId="Package" imgW="9" imgH="9"><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>'
    )
    relation = f'<Relationship Id="rId91" Type="{_REL}/oleObject" Target="../embeddings/o.bin"/>'
    return with_shape(data, shape, relation, added={"ppt/embeddings/o.bin": b"MZ"})


def hyperlink(data: bytes) -> bytes:
    """Return the master with a link to a page on its cover."""
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="92" name="Link"><a:hlinkClick r:id="rId92"/></p:cNvPr><p:cNvSpPr/><p:nvPr/>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm></p:spPr></p:sp>'
    )
    relation = f'<Relationship Id="rId92" Type="{_REL}/hyperlink" Target="https://a.example/" TargetMode="External"/>'
    return with_shape(data, shape, relation)


def bomb() -> bytes:
    """Return an archive of a few kilobytes that unpacks to 400 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(TYPES, b"<Types/>")
        archive.writestr("ppt/media/a.png", bytes(40_000_000))
    return stream.getvalue()


def entities(data: bytes) -> bytes:
    """Return the master with entities that would grow without end."""
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return changed(data, {MASTER: lambda x: head + x.partition(b"?>")[2]})


def encrypted(data: bytes) -> bytes:
    """Return the archive with the flag of encrypted members set."""
    packed = bytearray(data)
    at = packed.find(b"PK\x01\x02")
    while at >= 0:
        packed[at + 8] |= 1
        at = packed.find(b"PK\x01\x02", at + 4)
    return bytes(packed)
