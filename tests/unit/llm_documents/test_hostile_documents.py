"""Files that mean harm, or are broken: each ends in its typed problem, soon, and in another process."""

# ruff: noqa: E501  samples of documents are left as they are
from __future__ import annotations

import asyncio
import io
import itertools
import os
import time
import zipfile

import docx
import pytest
from deckwire_contracts import ProblemCode, ProblemError
from deckwire_llm.adapters.documents.child import read as read_document
from deckwire_llm.adapters.documents.limits import ReadingLimits
from deckwire_llm.adapters.documents.reader import Documents

LIMITS = ReadingLimits(cpu_s=10, wall_s=40, memory_bytes=900_000_000)

_MANY = ["lol", *(f"lol{n}" for n in range(1, 10))]
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY {name} "' + f"&{below};" * 10 + '">' for below, name in itertools.pairwise(_MANY))
    + "]>"
)


def office(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def document(body: str, doctype: str = "") -> bytes:
    """A DOCX that python-docx made, with its main part replaced."""
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = (
        f'{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    )
    return office(parts)


async def problem(name: str, data: bytes, limits: ReadingLimits = LIMITS) -> ProblemCode:
    started = time.monotonic()
    with pytest.raises(ProblemError) as caught:
        await Documents(limits).read(name, data)
    assert time.monotonic() - started < limits.wall_s
    assert caught.value.problem.detail
    assert caught.value.problem.hint
    return caught.value.problem.code


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
async def test_a_zip_bomb_is_refused_before_it_is_unpacked(kind: str) -> None:
    member = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}[kind]
    bomb = office({member: b"<x>" + b" " * 200_000_000, "[Content_Types].xml": "<x/>"})
    assert len(bomb) < 1_000_000
    assert await problem(f"bomb.{kind}", bomb) is ProblemCode.SOURCE_TOO_LARGE


async def test_an_archive_of_many_parts_is_refused() -> None:
    parts: dict[str, str | bytes] = {f"word/{n}.xml": "x" for n in range(300)}
    assert (
        await problem("many.docx", office(parts | {"word/document.xml": "<x/>"}), ReadingLimits(entries=200))
        is ProblemCode.SOURCE_TOO_LARGE
    )


async def test_a_lying_size_in_an_archive_cannot_unpack_without_end() -> None:
    data = bytearray(document("x" * 1000))
    assert b"word/document.xml" in data
    # The central directory says that every part has one byte.
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = (1).to_bytes(4, "little")
        at += 4
    assert await problem("lie.docx", bytes(data)) is ProblemCode.SOURCE_UNREADABLE


async def test_entities_of_a_billion_laughs_are_not_multiplied() -> None:
    code = await problem("lol.docx", document("&lol9;", BILLION_LAUGHS))
    assert code in {ProblemCode.SOURCE_UNREADABLE, ProblemCode.SOURCE_EMPTY, ProblemCode.SOURCE_TOO_LARGE}


async def test_an_external_entity_reads_no_file(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret.txt"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: ASYNC230, PTH123
        file.write("TOP-SECRET-WORDS")
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY xxe SYSTEM "file://{secret}">]>'
    try:
        material = await Documents(LIMITS).read("xxe.docx", document("seen &xxe; words", doctype))
    except ProblemError:
        return
    assert "TOP-SECRET" not in material.model_dump_json()


@pytest.mark.parametrize(
    "name",
    [
        "broken.pdf",
        "cut.pdf",
        "broken.docx",
        "cut.docx",
        "image.png",
        "program.txt",
        "old.doc",
        "fake.docx",
        "fake.pdf",
    ],
)
async def test_what_is_not_a_readable_document_says_so(name: str) -> None:
    made = document("Hello")
    data = {
        "broken.pdf": b"%PDF-1.7\n" + os.urandom(5000),
        "cut.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog",
        "broken.docx": b"PK\x03\x04" + os.urandom(5000),
        "cut.docx": made[: len(made) // 2],
        "image.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "program.txt": b"\x7fELF\x02\x01\x01\0\0\0",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "fake.docx": b"This is only text.",
        "fake.pdf": b"This is only text, too.",
    }[name]
    assert await problem(name, data) is ProblemCode.SOURCE_UNREADABLE
    with pytest.raises(ProblemError) as caught:
        read_document(name, data, LIMITS)
    assert "Error" not in caught.value.problem.detail, "a class name tells the user nothing"


@pytest.mark.parametrize(
    "content", [b"", b"   \n\t ", b"\xef\xbb\xbf", b"<!-- only a comment -->", b"# Only a heading"]
)
async def test_a_document_without_text_is_empty(content: bytes) -> None:
    assert await problem("empty.md", content) is ProblemCode.SOURCE_EMPTY


async def test_an_encrypted_archive_is_said_to_be_protected() -> None:
    data = bytearray(document("x"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(signature, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    with pytest.raises(ProblemError, match="password"):
        await Documents(LIMITS).read("locked.docx", bytes(data))


async def test_an_encrypted_pdf_is_said_to_be_protected() -> None:
    encrypted = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"3 0 obj\n<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>\nendobj\n"
        b"trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00><00>] >>\nstartxref\n0\n%%EOF\n"
    )
    with pytest.raises(ProblemError, match="password") as caught:
        await Documents(LIMITS).read("locked.pdf", encrypted)
    assert caught.value.problem.code is ProblemCode.SOURCE_UNREADABLE


async def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    count = 10_000
    kids = " ".join("3 0 R" for _ in range(count))
    data = (
        f"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {count} >>\n"
        "endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
        "trailer << /Size 4 /Root 1 0 R >>\n%%EOF\n"
    ).encode()
    assert await problem("long.pdf", data) is ProblemCode.SOURCE_TOO_LARGE


async def test_a_file_over_the_limit_is_refused_without_being_read() -> None:
    assert await problem("big.txt", b"a" * 1001, ReadingLimits(file_bytes=1000)) is ProblemCode.SOURCE_TOO_LARGE


async def test_an_answer_over_the_limit_is_refused() -> None:
    limits = ReadingLimits(answer_bytes=1000)
    assert await problem("long.md", b"word " * 1000, limits) is ProblemCode.SOURCE_TOO_LARGE


async def test_a_reader_that_takes_too_much_memory_is_stopped() -> None:
    limits = ReadingLimits(memory_bytes=60_000_000)
    code = await problem("some.docx", document("x"), limits)
    assert code in {ProblemCode.SOURCE_TOO_LARGE, ProblemCode.SOURCE_UNREADABLE}


async def test_a_reader_that_takes_too_long_is_killed() -> None:
    limits = ReadingLimits(wall_s=0.01)
    with pytest.raises(ProblemError) as caught:
        await Documents(limits).read("slow.md", b"# A\n\nText.")
    assert caught.value.problem.code is ProblemCode.SOURCE_TOO_LARGE


async def test_a_reader_whose_caller_went_away_is_killed() -> None:
    task = asyncio.create_task(Documents().read("slow.md", b"# A\n\nText."))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.fixture
async def started(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The children that are started, in order."""
    children: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def spy(*arguments: object, **options: object) -> asyncio.subprocess.Process:
        children.append(await start(*arguments, **options))  # type: ignore[arg-type]
        return children[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", spy)
    return children


async def test_a_child_that_waits_reads_the_next_document_and_another_takes_its_place(
    started: list[asyncio.subprocess.Process],
) -> None:
    documents = Documents(LIMITS)
    await documents.keep_ready()
    assert len(started) == 1
    assert (await documents.read("a.md", b"# A\n\nText.")).title == "A"
    assert started[0].returncode == 0
    assert (await documents.read("b.md", b"# B\n\nText.")).title == "B"
    assert started[1].returncode == 0
    await documents.aclose()
    assert len(started) == 3
    assert started[2].returncode is not None, "nothing waits for a service that has stopped"


async def test_a_waiting_child_that_died_is_replaced(started: list[asyncio.subprocess.Process]) -> None:
    documents = Documents(LIMITS)
    await documents.keep_ready()
    started[0].kill()
    await started[0].wait()
    assert (await documents.read("a.md", b"# A\n\nText.")).title == "A"
    await documents.aclose()


async def test_a_waiting_child_ends_with_its_parent(started: list[asyncio.subprocess.Process]) -> None:
    documents = Documents(LIMITS)
    await documents.keep_ready()
    assert started[0].stdin
    started[0].stdin.close()  # what the system does when the parent is gone
    assert await asyncio.wait_for(started[0].wait(), 10) == 0
    await documents.aclose()


async def test_the_child_sees_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    start = asyncio.create_subprocess_exec

    async def spy(*arguments: object, **options: object) -> object:
        seen.update(options)
        return await start(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setenv("OPENROUTER_API_KEY", "secret-key")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", spy)
    await Documents().read("a.md", b"Some text here.")
    assert "OPENROUTER_API_KEY" not in seen["env"]  # type: ignore[operator]


async def test_zero_width_and_bidirectional_controls_are_taken_out() -> None:
    text = "Vis\u200bible \u202eevil\u202c words\u2060 here."
    material = await Documents().read("a.txt", text.encode())
    assert material.prose() == "Visible evil words here."


@pytest.mark.parametrize("member", ["xl/workbook.bin", "content.xml", "other.bin"])
async def test_an_archive_of_another_kind_is_not_read(member: str) -> None:
    with pytest.raises(ProblemError) as caught:
        read_document("book.xlsb", office({member: "x"}), LIMITS)
    assert caught.value.problem.code is ProblemCode.SOURCE_UNREADABLE
