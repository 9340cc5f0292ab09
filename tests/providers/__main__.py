"""Run all fakes as one process: `python -m tests.providers` prints their URLs as one line of JSON and serves."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys

from . import FakeOpenAIImages, FakeOpenRouter, FakePexels, FakeRunware


async def _serve(options: argparse.Namespace) -> None:
    latency = {"outline": options.outline_ms, "slide": options.slide_ms, "text": options.slide_ms}
    fakes = {
        "openrouter": FakeOpenRouter(port=options.port, latency_ms=latency, key=None, fresh_pictures=True),
        "runware": FakeRunware(port=options.port and options.port + 1, latency_ms=options.image_ms, key=None),
        "openai_images": FakeOpenAIImages(port=options.port and options.port + 2, latency_ms=options.image_ms),
        "pexels": FakePexels(port=options.port and options.port + 3),
    }
    for fake in fakes.values():
        await fake.start()
    sys.stdout.write(json.dumps({name: fake.base_url for name, fake in fakes.items()}) + "\n")
    sys.stdout.flush()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    for fake in fakes.values():
        await fake.stop()


def main() -> None:
    """Parse the command line and serve until a signal."""
    parser = argparse.ArgumentParser(prog="python -m tests.providers", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="first of four ports; 0 picks free ones")
    parser.add_argument("--outline-ms", type=float, default=300)
    parser.add_argument("--slide-ms", type=float, default=800)
    parser.add_argument("--image-ms", type=float, default=700)
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
