"""The published site as the tests need it: of each file only what is asked for is written, and once a run."""

from collections.abc import Iterable
from functools import cache

from dashboard.publish.whole import Site
from dashboard.release import current_release


@cache
def site() -> Site:
    """Give the site of the evidence as it ships; it does not know where it lies."""
    return Site(current_release())


@cache
def written(path: str) -> bytes:
    """Write a file of it.

    Parameters
    ----------
    path
        In the site.
    """
    body = site().read(path)
    assert body is not None, path
    return body


def data(name: str) -> bytes:
    """Write one of its payloads, by the name that the page knows it by."""
    return written(f"r/{site().version}/data/{name}.json")


def some(wanted: Iterable[str]) -> Site:
    """Give the site with only some of its files.

    Parameters
    ----------
    wanted
        Their paths, or, with a slash at the end, folders.
    """
    names = tuple(wanted)
    folders = tuple(name for name in names if name.endswith("/"))
    part = Site(current_release())
    files = {path: made for path, made in site().files.items() if path in names or path.startswith(folders)}
    part.__dict__.update(version=site().version, files=files)
    return part
