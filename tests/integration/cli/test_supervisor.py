"""The supervisor with a real broker and small real processes in place of the services."""

import asyncio
import dataclasses
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from deckwire import runfile
from deckwire.faults import ChildEnded, Fault, Mistake
from deckwire.stack.child import Spec
from deckwire.stack.logs import Terminal
from deckwire.stack.plan import Plan, make_plan
from deckwire.stack.provision import provision
from deckwire.stack.supervisor import Supervisor, sole_owner
from deckwire_kit.testing import eventually

SMALL = Path(__file__).with_name("small_service.py")


class SmallPlan(Plan):
    """The plan of small services; `kinds` says how each behaves."""

    kinds: dict[str, str]

    def service(self, name: str) -> Spec:
        spec = super().service(name)
        return dataclasses.replace(
            spec, argv=[sys.executable, str(SMALL), self.kinds.get(name, "good")], stop_s=1.0, env=dict(spec.env)
        )


@pytest.fixture
def plan(tmp_path):
    made = make_plan({}, data=tmp_path, host="127.0.0.1", port=0, nats_port=0, only=("llm", "render"))
    plan = SmallPlan(**{field.name: getattr(made, field.name) for field in dataclasses.fields(made)})
    object.__setattr__(plan, "kinds", {})
    return plan


class Run:
    """A running supervisor, with what it said."""

    def __init__(self, plan):
        self.plan = plan
        self.said = io.StringIO()
        self.supervisor = Supervisor(plan, Terminal(self.said), provision=provision)
        self.ready = asyncio.Event()
        self.task = asyncio.create_task(self.supervisor.run(lambda _: self.ready.set()))

    async def __aenter__(self):
        ready = asyncio.create_task(self.ready.wait())
        await asyncio.wait({ready, self.task}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self.task.done():
            self.task.result()
        return self

    async def __aexit__(self, *_):
        self.supervisor.stop()
        await self.task

    @property
    def file(self):
        return runfile.read(self.plan.data)

    async def new_pid(self, name, old):
        async def changed():
            file = self.file
            return file is not None and file.pids[name] != old and file.pids[name]

        return await eventually(changed, what=f"{name} started again: {self.said.getvalue()}")


async def test_run_file_names_every_process_when_ready_and_is_gone_afterwards(plan):
    async with Run(plan) as run:
        raw = json.loads((plan.data / "run.json").read_text())
        assert set(raw["pids"]) == {"nats", "llm", "render"}
        assert raw["nats_url"] == plan.nats_url
        assert raw["url"] == ""
        assert all(runfile.alive(pid) for pid in raw["pids"].values())
        assert run.file.supervisor == os.getpid()
    assert not (plan.data / "run.json").exists()
    assert not any(runfile.alive(pid) for pid in raw["pids"].values())


async def test_killed_service_is_started_again_and_said_so(plan):
    async with Run(plan) as run:
        old = run.file.pids["llm"]
        os.kill(old, signal.SIGKILL)
        new = await run.new_pid("llm", old)
        assert runfile.alive(new)
        assert "llm was killed by SIGKILL; starting it again in 0.5 s" in run.said.getvalue()

        async def back():
            return f"llm is back (process {new})" in run.said.getvalue()

        await eventually(back)


async def test_killed_broker_comes_back_on_the_same_port_with_its_streams(plan):
    import nats

    async with Run(plan) as run:
        old = run.file.pids["nats"]
        os.kill(old, signal.SIGKILL)
        await run.new_pid("nats", old)
        client = await nats.connect(plan.nats_url, allow_reconnect=True, connect_timeout=5)
        assert (await client.jetstream().stream_info("DECKS")).config.name == "DECKS"
        await client.close()


async def test_child_that_dies_before_ready_stops_everything_with_its_code_and_reason(plan):
    plan.kinds["render"] = "dies"
    with pytest.raises(ChildEnded) as caught:
        async with Run(plan):
            pass
    assert caught.value.exit_code == 3
    assert "render" in caught.value.line()
    assert "ValueError: the setting X is wrong" in caught.value.line()
    assert "\n" not in caught.value.line()
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", int(plan.nats_url.rpartition(":")[2]))


async def test_child_that_ignores_the_request_to_stop_is_killed(plan):
    plan.kinds["llm"] = "stubborn"
    async with Run(plan) as run:
        pid = run.file.pids["llm"]
    assert not runfile.alive(pid)


async def test_what_a_dead_child_had_started_ends_with_it(plan):
    plan.kinds["llm"] = "parent"
    async with Run(plan) as run:
        log = plan.data / "logs" / "llm.log"

        async def helper():
            lines = [json.loads(line) for line in log.read_text().splitlines()]
            return next((line["pid"] for line in lines if line["message"] == "helper"), None)

        orphan = await eventually(helper)
        old = run.file.pids["llm"]
        os.kill(old, signal.SIGKILL)
        await run.new_pid("llm", old)
        assert not runfile.alive(orphan)


async def test_second_request_to_stop_does_not_wait(plan):
    plan.kinds["llm"] = "stubborn"
    async with Run(plan) as run:
        pid = run.file.pids["llm"]
        run.supervisor.stop()
        run.supervisor.stop()
        async with asyncio.timeout(1.0):
            await run.task
    assert not runfile.alive(pid)


async def test_stop_while_starting_leaves_nothing_behind(plan):
    plan.kinds["llm"] = "never"
    run = Run(plan)
    log = plan.data / "logs" / "llm.log"

    async def started():
        return log.exists()

    await eventually(started)
    run.supervisor.stop()
    await run.task
    assert not run.ready.is_set()


async def test_port_of_the_broker_in_use_is_said(plan, tmp_path):
    holder = await asyncio.start_server(lambda *_: None, "127.0.0.1", int(plan.nats_url.rpartition(":")[2]))
    try:
        with pytest.raises(Fault, match="nats ended before it was ready"):
            async with Run(plan):
                pass
    finally:
        holder.close()


def test_two_stacks_on_one_data_folder_are_refused(tmp_path):
    code = "import sys; from pathlib import Path; from deckwire.stack.supervisor import sole_owner\n"
    code += "with sole_owner(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline().strip() == "held"
        with pytest.raises(Mistake, match="is in use"), sole_owner(tmp_path):
            pass
    finally:
        holder.communicate()
    with sole_owner(tmp_path):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process ask to die with its parent")
def test_no_process_outlives_a_supervisor_that_was_killed(tmp_path):
    code = f"""
import asyncio, dataclasses, sys
from pathlib import Path
from deckwire.stack.child import Child, Spec
from deckwire.stack.logs import LogFile, Terminal
from deckwire_kit.embedded import free_port
async def yes(): return True
async def main():
    spec = Spec("llm", [sys.executable, {str(SMALL)!r}, "stubborn"],
        {{"DECKWIRE_HEALTH_PORT": str(free_port())}}, yes, 1.0)
    child = await Child.start(spec, LogFile(Path({str(tmp_path)!r}) / "llm.log"), Terminal(quiet=True))
    print(child.pid, flush=True)
    await child.wait()
asyncio.run(main())
"""
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pid = int(supervisor.stdout.readline())
    assert runfile.alive(pid)
    supervisor.kill()
    supervisor.wait()

    async def gone():
        return not runfile.alive(pid)

    asyncio.run(eventually(gone))
    supervisor.stdout.close()
