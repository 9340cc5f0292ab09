"""The chat page: what the build left is served with a strict policy, and where nothing was built that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from deckwire_gateway.http.chat import ChatPage


async def client_of(page: ChatPage) -> TestClient[web.Request, web.Application]:
    app = web.Application()
    page.add_routes(app.router)
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


def built(folder: Path) -> ChatPage:
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Deckwire</title>")
    (folder / "assets" / "index-abc123.js").write_text("console.log(1);" * 200)
    (folder / "secret.txt").write_text("not an asset")
    return ChatPage.built(folder)


@pytest.mark.parametrize("path", ["/", "/d/01abc"])
async def test_the_page_may_run_only_what_it_was_built_with(tmp_path: Path, path: str) -> None:
    client = await client_of(built(tmp_path))
    answer = await client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "Deckwire" in await answer.text()
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["Cache-Control"] == "no-cache"
    await client.close()


async def test_a_file_with_a_hash_in_its_name_is_kept_for_ever_and_sent_compressed(tmp_path: Path) -> None:
    client = await client_of(built(tmp_path))
    answer = await client.get("/page/assets/index-abc123.js", headers={"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "javascript" in answer.headers["Content-Type"]
    assert answer.headers["Content-Encoding"] == "gzip"
    await client.close()


@pytest.mark.parametrize("name", ["nosuch.js", "..%2Fsecret.txt", "..%2Findex.html", "%2Fetc%2Fpasswd"])
async def test_nothing_but_the_built_files_is_served(tmp_path: Path, name: str) -> None:
    client = await client_of(built(tmp_path))
    assert (await client.get(f"/page/assets/{name}")).status == 404
    await client.close()


async def test_without_a_build_the_first_page_says_how_to_build_it(tmp_path: Path) -> None:
    client = await client_of(ChatPage.built(tmp_path))
    answer = await client.get("/")
    text = await answer.text()
    assert answer.status == 200
    assert "make page" in text
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    await client.close()
