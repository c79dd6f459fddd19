"""Takes our own attachments out of a PDF, in a process of its own: ``python attached_files.py < sheet.pdf``.

A PDF of a stranger may be made to cost hours or gigabytes. So it is read apart from the server, with bounds that the
system keeps, and nothing but the files of our own names comes back: one line of JSON, name to text, or why not.
This file is run by its path and imports nothing of ours.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

MOST_PAGES = 80
MOST_ATTACHED = 12
LARGEST = 1_500_000  # bytes of one attachment
SECONDS = 6
MEMORY = 400_000_000
NAMES = ("view.json", "rows.csv", "claims.json")


def bound() -> None:
    """Bound what this process may use, where the system can."""
    try:
        import resource
    except ImportError:  # elsewhere the caller's patience alone ends it
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(OSError):  # where memory ends all the same, this process goes and not the server
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def attached(stream: Any) -> dict[str, str]:
    """Read our attachments from a PDF; a fault names what is wrong with it."""
    from pypdf import PdfReader

    reader = PdfReader(stream)
    if len(reader.pages) > MOST_PAGES:
        return {"fault": "pages"}
    found: dict[str, str] = {}
    for number, one in enumerate(reader.attachment_list):
        if number >= MOST_ATTACHED:
            return {"fault": "attachments"}
        if one.name in NAMES:
            body = one.content
            if one.name in found or len(body) > LARGEST:
                return {"fault": "attachments"}
            found[one.name] = body.decode("utf-8-sig")
    return found if len(found) == len(NAMES) else {"fault": "none"}


def main() -> None:
    """Read from the input, write to the output."""
    import io
    import logging

    logging.disable()
    bound()
    try:
        answer = attached(io.BytesIO(sys.stdin.buffer.read()))
    except Exception:  # whatever a library raises for a stranger's file, it is not one of our sheets
        answer = {"fault": "broken"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
