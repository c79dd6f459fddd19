"""A hostile client, in a process of its own: ``python -m tests.benchmarks.flooder URL MESSAGES`` until it is ended.

It asks for many runs and hangs up, again and again, and holds one more websocket that asks and never reads.
"""

import itertools
import sys
import threading
import time
from contextlib import suppress

from tests.talking import flood_once, frame, raw_websocket, rerun

PAUSE_S = 0.2


def never_read(url: str) -> None:
    """Go on choosing and read nothing."""
    with suppress(OSError):
        plain = raw_websocket(url, small_buffer=True)
        for number in itertools.count():
            plain.sendall(frame(rerun(f"asof=2026-02-{number % 28 + 1:02}")))
            time.sleep(0.05)


def main() -> None:
    """Flood until somebody ends this process."""
    url, messages = sys.argv[1], int(sys.argv[2])
    threading.Thread(target=never_read, args=(url,), daemon=True).start()
    for number in itertools.count():
        flood_once(url, messages)
        if not number:
            sys.stdout.write("flooding\n")
            sys.stdout.flush()
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
