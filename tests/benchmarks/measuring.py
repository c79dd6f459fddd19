"""Small tools of the benchmarks: servers to compare, stopwatches in the browser, medians."""

import json
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import geodata
from tests.browser.serving import ROOT, Server, serving

PAGES = Path(__file__).parent / "pages"
NATIONS = ("DNK", "FRA", "DEU", "SWE", "NOR", "USA")

# Watches a condition in each animation frame and keeps the moment it first holds, on the clock of the top window.
WATCH = """([name, condition]) => {
    const holds = new Function('doc', 'win', 'top_', 'return ' + condition);
    window.benchTimes = window.benchTimes || {};
    delete window.benchTimes[name];
    const look = () => {
        let there = false;
        try {
            const frame = document.querySelector('iframe[src*="streamlit_folium"]');
            there = holds(frame && frame.contentDocument, frame && frame.contentWindow, document);
        } catch (error) { there = false; }
        if (there) { window.benchTimes[name] = performance.now(); } else { requestAnimationFrame(look); }
    };
    look();
}"""
START = """() => { window.benchStart = null;
    addEventListener('keydown', () => { window.benchStart = performance.now(); }, {capture: true, once: true}); }"""
READ = "name => window.benchTimes && window.benchTimes[name] && (window.benchTimes[name] - window.benchStart)"


@dataclass(frozen=True)
class Rivals:
    """The pages, served side by side, and the plain names of the countries chosen at the start."""

    ours: Server
    echo: Server
    plain: Server
    bare: Server
    names: tuple[str, ...]


def symbol_rows() -> tuple[list[str], list[dict[str, object]]]:
    """Names of the countries and one row per subject with a point, for the plain map."""
    atlas = geodata.load()
    names = [atlas.actors[code].name for code in NATIONS]
    rows: list[dict[str, object]] = [
        {"country": atlas.actors[subject.actor].name, "lat": subject.lat, "lon": subject.lon}
        for subject in atlas.subjects.values()
        if subject.actor in NATIONS and subject.lat is not None
    ]
    return names, rows


@contextmanager
def rivals(home: Path) -> Iterator[Rivals]:
    """Serve the page, the echo page, the plain map and an empty one at once."""
    names, rows = symbol_rows()
    env = {
        "BENCH_COUNTRIES": ";".join(names),
        "BENCH_CHOSEN": str(len(names)),
        "BENCH_SYMBOLS": json.dumps(rows),
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    }
    health = "/_stcore/health"
    with ExitStack() as stack:
        yield Rivals(
            ours=stack.enter_context(serving(home / "ours")),
            echo=stack.enter_context(serving(home / "echo", PAGES / "echo_page.py", health, 0, (), ROOT, **env)),
            plain=stack.enter_context(serving(home / "plain", PAGES / "plain_app.py", health, 0, (), ROOT, **env)),
            bare=stack.enter_context(serving(home / "bare", PAGES / "bare_app.py", health, 0, (), ROOT, **env)),
            names=tuple(names),
        )


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, the figures, and the bound it is held to."""

    what: str
    median: float
    unit: str
    low: float
    high: float
    bound: str = ""
    good: bool | None = None


def row(what: str, values: list[float], unit: str, bound: str = "", good: bool | None = None) -> Row:
    """Make a line out of measured values."""
    return Row(what, statistics.median(values), unit, min(values), max(values), bound, good)


def at_most(what: str, values: list[float], unit: str, most: float, why: str = "") -> Row:
    """Make a line whose median may not be more than a bound."""
    line = row(what, values, unit)
    return Row(what, line.median, unit, line.low, line.high, why or f"≤ {most:g} {unit}", line.median <= most)


def table(rows: list[Row]) -> str:
    """Write the lines as a table of plain text."""
    wide = max(len(line.what) for line in rows)
    lines = [f"{'':{wide}}  {'median':>12}  {'least – most':>20}  bound"]
    for line in rows:
        verdict = {True: "good", False: "MISSED", None: ""}[line.good]
        spread = f"{line.low:.4g} – {line.high:.4g}"
        lines.append(f"{line.what:{wide}}  {line.median:8.4g} {line.unit:3}  {spread:>20}  {line.bound:22} {verdict}")
    return "\n".join(lines)
