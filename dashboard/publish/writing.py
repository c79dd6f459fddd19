"""Writing a site into a folder beside the goal, which is then swapped in whole; a folder that is not ours stays."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from dashboard.publish.whole import Site
from geodata.errors import GeodataError, Problem

MARK = "index.html"
OURS = 'data-root="r/'
Progress = Callable[[str], None]


def write_site(site: Site, out: Path, step: Progress = lambda _path: None) -> int:
    """Write all files of a site and swap them in.

    Parameters
    ----------
    site : Site
        What is written.
    out : path
        The folder; it is made, or replaced if it holds an older site.
    step : Progress
        Is told the path of each file before it is written.

    Returns
    -------
    int
        How many bytes were written.

    Raises
    ------
    GeodataError
        When the folder holds something else, or cannot be written.
    """
    try:
        _require_ours(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise GeodataError([_refused(out, error)]) from error
    try:
        size = 0
        for path, made in site.files.items():
            step(path)
            body = made()
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
            size += len(body)
        fresh.chmod(0o755)
        _swap(fresh, out)
    except OSError as error:
        raise GeodataError([_refused(out, error)]) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return size


def _swap(fresh: Path, out: Path) -> None:
    """Put a folder into the place of another; what was there goes when the new one stands."""
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    kept = old / "old"
    out.rename(kept)
    try:
        fresh.rename(out)
    except OSError:
        kept.rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _require_ours(out: Path) -> None:
    """Refuse a folder that holds something that we did not publish."""
    if not out.exists():
        return
    mark = out / MARK
    empty = out.is_dir() and not any(out.iterdir())
    if not empty and not (mark.is_file() and OURS in mark.read_text(encoding="utf-8", errors="replace")):
        found = "a folder that holds something else" if out.is_dir() else "a file"
        raise GeodataError([Problem(str(out), "", "", found, "the name of a new or empty folder, or of an older site")])


def _refused(out: Path, error: OSError) -> Problem:
    return Problem(
        str(out),
        "",
        "",
        error.strerror or str(error),
        "the name of a folder that can be written, with room on its disk",
    )
