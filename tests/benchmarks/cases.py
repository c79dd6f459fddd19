"""What once broke the page, on old code and on today's: ``python -m tests.benchmarks.cases [--against REVISION]``.

Prints one table: case, what an old revision did, what happens now. The old revision is checked out into a temporary
folder and run by the same Python, or by that of ``--python``; where it cannot run, the table says so. The exit code is
1 if a case goes wrong now.
"""

import argparse
import contextlib
import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from websockets.exceptions import InvalidStatus

from tests.benchmarks.flood import seconds_to_stop
from tests.benchmarks.growth import grown
from tests.benchmarks.large import memory
from tests.benchmarks.spoiled import CLAIMS as CLAIMS_FILE
from tests.benchmarks.spoiled import ELSEWHERE, PLACES, SPOILED, Checked, as_list, decomposed, features
from tests.browser.serving import ROOT, Answer, Server, serving
from tests.talking import choose, flood_once, talking

BEFORE = "796cece"
"""The last revision before the first mend of what stands here."""

PATIENCE_S = 60.0
"""So long a command or an answer is waited for."""

LONGEST = 100
"""Of a message so many signs stand in the table."""

START = ("-m", "streamlit", "run", "dashboard/app.py", "--server.port", "{port}", "--server.headless", "true")
HERE = ("--server.address", "127.0.0.1")


@dataclass(frozen=True)
class Side:
    """One revision: where its files lie, which Python runs it, and a folder for what is written."""

    name: str
    root: Path
    python: str
    home: Path

    def command(self, *words: str, **env: str) -> Checked:
        """Run ``python -m dashboard`` and wait, not for ever."""
        clean = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8"}
        try:
            completed = subprocess.run(
                [self.python, "-m", "dashboard", *words],
                cwd=self.root,
                env={**clean, **env},
                capture_output=True,
                timeout=PATIENCE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Checked(-1, (), f"no end within {PATIENCE_S:.0f} s")
        out, errors = (body.decode("utf-8", "replace") for body in (completed.stdout, completed.stderr))
        return Checked(completed.returncode, tuple(out.split("\n")[:-1]), errors)

    def folder(self, name: str) -> Path:
        """Copy the evidence of this revision."""
        target = self.home / re.sub(r"\W+", "-", name) / "geodata"
        for part in ("evidence", "layers"):
            shutil.copytree(self.root / "geodata" / part, target / part)
        return target

    def serving(self, name: str, *options: str, **env: str) -> contextlib.AbstractContextManager[Server]:
        """Serve this revision."""
        home = self.home / f"served-{re.sub(r'[^a-z]+', '-', name)}"
        start = (*START, *(options or HERE))
        return serving(
            home, start=start, folder=self.root, program=self.python, probe="/_stcore/health", **cast(Any, env)
        )


@dataclass(frozen=True)
class Outcome:
    """What a case came to on one side: in few words, and whether that is right."""

    text: str
    right: bool

    def __str__(self) -> str:
        """Write a cell of the table."""
        return f"{'✓' if self.right else '✗'} {self.text}".replace("|", "¦")


Line = tuple[str, Outcome]


def failed(error: BaseException) -> Outcome:
    """What is written where a side cannot even be asked."""
    return Outcome(f"cannot be asked: {type(error).__name__}", False)


def evidence(side: Side) -> Iterator[Line]:
    """Try each spoiled folder."""
    for case in SPOILED:
        folder = side.folder(case.name)
        case.spoil(folder)
        answer = side.command("check", str(folder))
        yield f"check: {case.name}", Outcome(in_short(answer), case.right(answer))
        shutil.rmtree(folder.parent)
    folder = side.folder("aliases")
    features(PLACES, as_list)(folder)
    code = "import geodata, sys; print(len(geodata.load(sys.argv[1]).places['nuuk'].aliases))"
    completed = subprocess.run(
        [side.python, "-c", code, str(folder)], cwd=side.root, capture_output=True, text=True, check=False
    ).stdout.strip()
    yield "aliases as a JSON list are so many names", Outcome(f"{completed or 'none'}", completed not in ("", "0", "1"))
    answer = side.command("check", GEODATA_DIR=str(side.home / "nowhere"))
    yield "check: a folder that is not there", Outcome(in_short(answer), answer.says("nowhere", 1))


def in_short(answer: Checked) -> str:
    """Say in few words what `check` answered."""
    if answer.code == -1:
        return answer.errors
    if answer.crashed:
        return f"traceback: {answer.errors.strip().splitlines()[-1][:60]}"
    first = re.sub(r"^geodata/", "", answer.lines[0]) if answer.lines else ""
    if answer.code == 0:
        return "no problems"
    cut = first if len(first) <= LONGEST else f"{first[:LONGEST]}…"
    return f"{len(answer.lines)} lines: {cut}" if len(answer.lines) > 1 else cut


def body_of(answer: Answer) -> bytes:
    """The body as it was written."""
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body


def rows(server: Server, query: str) -> tuple[int, int]:
    """Ask for the rows of a view: status, and how many there are."""
    answer = server.get(f"/view/rows.csv?{query}")
    lines = [line for line in body_of(answer).decode("utf-8-sig").splitlines() if not line.startswith("#")]
    return answer.status, len(lines)


def alike(server: Server, query: str, plain: str) -> Outcome:
    """Whether an address is understood as another one, or refused; never taken for something else in silence."""
    found, meant = rows(server, query), rows(server, plain)
    return Outcome(f"{found[0]}, {found[1]} lines; meant: {meant[1]}", found[0] == 400 or found == meant)


def addresses(server: Server) -> Iterator[Line]:
    """Ask for files at addresses as they are pasted, joined and typed."""
    day = "asof=2026-02-06"
    yield "`&amp;` in an address", alike(server, f"{day}&amp;nations=FRA", f"{day}&nations=FRA")
    yield "a key twice", alike(server, f"{day}&nations=FRA&nations=DEU", f"{day}&nations=FRA.DEU")
    yield "`nations[]=`", alike(server, f"{day}&nations[]=FRA", f"{day}&nations=FRA")
    yield "`NATIONS=`", alike(server, f"{day}&NATIONS=FRA", f"{day}&nations=FRA")
    yield "`nations=fra`", alike(server, f"{day}&nations=fra", f"{day}&nations=FRA")
    for sought in ("Blå", "Øver på"):
        pair = [quote(sought), quote(decomposed(sought))]
        yield f"search {sought!r} in NFD", alike(server, f"{day}&q={pair[1]}", f"{day}&q={pair[0]}")


def http(server: Server) -> Iterator[Line]:
    """Ask as browsers, proxies and strangers do."""
    page = server.get("/")
    (asset,) = re.findall(rb'"\.?/?(assets/[^"?]+)\?v=', body_of(page))[:1] or [b"assets/host.js"]
    path = f"/{asset.decode()}"
    kept = server.get(f"{path}?v=of-another-release").headers.get("cache-control", "none")
    yield "a file at another release's address", Outcome(f"Cache-Control: {kept}", "immutable" not in kept)
    tag = server.get(path).headers.get("etag", "none")
    again = server.get(path, if_none_match=f'"x", W/{tag}').status
    yield "`If-None-Match` with a list", Outcome(str(again), again == 304)
    coding = server.get(path, accept_encoding="gzip;q=0").headers.get("content-encoding", "none")
    yield "`Accept-Encoding: gzip;q=0`", Outcome(f"coding {coding}", coding == "none")
    closed = server.get("/_stcore/metrics").status
    yield "Streamlit's own metrics", Outcome(str(closed), closed == 404)
    yield "a websocket from a foreign origin", foreign(server)


def foreign(server: Server) -> Outcome:
    """Open a websocket from another site."""
    began = time.perf_counter()
    try:
        with talking(server.url, "http://evil.example"):
            return Outcome("let in", False)
    except InvalidStatus as error:
        took = time.perf_counter() - began
        return Outcome(f"{error.response.status_code} in {took:.2f} s", took < 1)


def served(side: Side) -> Iterator[Line]:
    """Try a server in good health, then flood it and end it."""
    with side.serving("whole") as server:
        answer = server.get("/component/streamlit_folium.st_folium/index.html")
        yield "the map's frame before any visit", Outcome(str(answer.status), answer.status == 200)
        yield from addresses(server)
        yield from http(server)
        with talking(server.url) as websocket:
            choose(websocket, "")
        began = time.perf_counter()
        flood_once(server.url, 300)
        with contextlib.suppress(OSError):
            server.get("/healthz")
        took = time.perf_counter() - began
        yield "300 reruns and a hang-up: `/healthz`", Outcome(f"after {took:.1f} s", took < 2)
        flood_once(server.url, 300)
        took = seconds_to_stop(server)
        clean = server.process.returncode != -9
        yield (
            "SIGTERM during such a flood",
            Outcome(f"ended after {took:.1f} s" if clean else "had to be killed", took <= 5),
        )


def spoiled_and_served(side: Side) -> Iterator[Line]:
    """Serve evidence that is faulty, or changes."""
    folder = side.folder("one bad row")
    path = folder / CLAIMS_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("2026-01-14", "2026-13-14", 1), encoding="utf-8")
    with side.serving("bad row", *HERE, GEODATA_DIR=str(folder)) as server:
        status = server.get("/healthz").status
        yield "`/healthz` with one bad row", Outcome(str(status), status == 200)
        before = server.get("/healthz").body
        path.write_text(path.read_text(encoding="utf-8").replace("2026-13-14", "2026-01-14", 1), encoding="utf-8")
        end = time.monotonic() + 15
        while (new := server.get("/healthz").body) == before and time.monotonic() < end:
            time.sleep(0.2)
        yield (
            "the row mended while serving",
            Outcome("taken over" if new != before else "not within 15 s", new != before),
        )
    for case in SPOILED:
        if case.name in SERVED:
            yield f"served: {case.name}", start_of(side, case.name, case.spoil)


SERVED = {
    "dates rewritten by a spreadsheet", "a lone surrogate in a layer", "two empty columns at the end",
    "a geometry with mixed dimensions", "a link to a file elsewhere", "a pipe in place of a file",
}  # fmt: skip


def start_of(side: Side, name: str, spoil: Callable[[Path], object]) -> Outcome:
    """Serve a spoiled folder and ask how it is."""
    folder = side.folder(f"{name} served")
    spoil(folder)
    try:
        with side.serving(name, *HERE, GEODATA_DIR=str(folder)) as server:
            answer = server.get("/healthz")
            leaks = ELSEWHERE in answer.body.decode()
            whole = b'"claims":0' not in answer.body.replace(b" ", b"") and answer.status == 200
            actual = b'"problem"' in answer.body and b"evidence/" in answer.body
            text = (
                "tells what the file holds" if leaks else f"{answer.status}, {'claims shown' if whole else 'no claims'}"
            )
            return Outcome(text, not leaks and (whole or (actual and name in UNREADABLE)))
    except (RuntimeError, OSError):
        return Outcome("does not start", False)


UNREADABLE = {"a link to a file elsewhere", "a pipe in place of a file"}
"""Cases in which there can be no claims."""


def surroundings(side: Side) -> Iterator[Line]:
    """Serve below a path."""
    with side.serving("below", *HERE, "--server.baseUrlPath", "arctic/map") as server:
        answer = server.get("/arctic/map/view/rows.csv")
        table = answer.status == 200 and "csv" in answer.headers.get("content-type", "")
        yield "files below `server.baseUrlPath`", Outcome("the table" if table else f"{answer.status}, no table", table)


def sizes(side: Side, folder: Path, times: int) -> Iterator[Line]:
    """Start with so many times the claims, and check them."""
    large = grown(folder, times, side.root / "geodata")
    longest = {10: 8.0, 100: 60.0}[times]
    began = time.perf_counter()
    try:
        with side.serving(f"times {'x' * times}", *HERE, GEODATA_DIR=str(large)) as server:
            server.get("/healthz")
            took = time.perf_counter() - began
            text = f"{took:.1f} s, {memory(server.process.pid):.0f} MB"
            yield f"{times} × the claims: ready", Outcome(text, took <= longest)
    except (RuntimeError, OSError):
        yield f"{times} × the claims: ready", Outcome(f"not within {time.perf_counter() - began:.0f} s", False)
    began = time.perf_counter()
    answer = side.command("check", str(large))
    took = time.perf_counter() - began
    sound = answer.sound or (answer.code == 1 and all("deployments" in line for line in answer.lines))
    yield (
        f"{times} × the claims: `check`",
        Outcome(f"{took:.1f} s" if sound else in_short(answer), sound and took <= 15),
    )


def grown_cases(side: Side) -> Iterator[Line]:
    """Try ten and a hundred times the claims."""
    for times in (10, 100):
        yield from sizes(side, side.home / f"grown-{times}", times)


PARTS: dict[str, Callable[[Side], Iterator[Line]]] = {
    "evidence": evidence,
    "served": served,
    "spoiled": spoiled_and_served,
    "surroundings": surroundings,
    "growth": grown_cases,
}


def outcomes(side: Side, parts: Sequence[str]) -> dict[str, Outcome]:
    """Run the cases on one side; what stops a part stands under its name."""
    found: dict[str, Outcome] = {}
    for part in parts:
        try:
            for name, outcome in PARTS[part](side):
                found[name] = outcome
                print(f"{side.name}: {name}: {outcome}", file=sys.stderr, flush=True)
        except Exception as error:
            found[f"the rest of {part}"] = Outcome(f"cannot be tried: {type(error).__name__}: {error}"[:120], False)
    return found


@contextlib.contextmanager
def checked_out(revision: str, home: Path) -> Iterator[Path]:
    """Give the files of an old revision for a while."""
    target = home / "old"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", "--force", str(target), revision], check=True, capture_output=True)
    try:
        yield target
    finally:
        subprocess.run([*git, "remove", "--force", str(target)], check=False, capture_output=True)


def runs(side: Side) -> str:
    """Say why a revision cannot run here; empty if it can."""
    answer = side.command("check")
    return (
        "" if answer.code in (0, 1) and not answer.crashed else (answer.errors.strip().splitlines() or ["?"])[-1][:100]
    )


def table(old: dict[str, Outcome] | str, now: dict[str, Outcome], revision: str) -> Iterator[str]:
    """Write the table, as Markdown."""
    yield f"| Case | At {revision} | Now |"
    yield "|---|---|---|"
    for name in dict.fromkeys([*now, *(old if isinstance(old, dict) else ())]):
        before = f"does not run here: {old}" if isinstance(old, str) else str(old.get(name, "–"))
        yield f"| {name} | {before} | {now.get(name, '–')} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 1 if anything goes wrong now."""
    parser = argparse.ArgumentParser(description="Try what once broke the page on old code and on today's.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to try; everything if not said")
    parser.add_argument("--against", default=BEFORE, metavar="REVISION", help=f"the old code; {BEFORE} if not said")
    parser.add_argument("--python", default=sys.executable, help="the Python of an environment for the old code")
    chosen = parser.parse_args(arguments)
    parts = chosen.parts or list(PARTS)
    with tempfile.TemporaryDirectory() as name, checked_out(chosen.against, Path(name)) as files:
        sides = [
            Side(label, root, python, Path(name) / f"home-{label}")
            for label, root, python in (("now", ROOT, sys.executable), ("old", files, chosen.python))
        ]
        for side in sides:
            side.home.mkdir()
        now = outcomes(sides[0], parts)
        old = runs(sides[1]) or outcomes(sides[1], parts)
    for line in table(old, now, chosen.against):
        print(line)
    return 0 if all(one.right for one in now.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
