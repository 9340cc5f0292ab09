"""A child for tests of the supervisor: answers /readyz, and misbehaves as its first argument says."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading


class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


def main(kind: str) -> int:
    if kind == "dies":
        sys.stderr.write("Traceback (most recent call last):\nValueError: the setting X is wrong\n")
        return 3
    if kind == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    if kind == "parent":
        helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(json.dumps({"level": "info", "message": "helper", "pid": helper.pid}), flush=True)
    if kind == "never":
        signal.pause()
        return 0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["DECKWIRE_HEALTH_PORT"])), Ready)
    print(json.dumps({"level": "info", "message": "started", "time": "2026-01-01T10:00:00"}), flush=True)
    server.serve_forever(poll_interval=0.05)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
