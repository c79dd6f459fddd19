"""What ``python -m dashboard publish`` does: writes the site, shows how far it is, and says what lies there."""

import argparse
from pathlib import Path
from urllib.parse import urlsplit

from dashboard.cli_documents import add_scenes, progress, told_from
from dashboard.cli_export import GOOD, LONGEST_PATH, written
from dashboard.web.origins import ADDRESS, FRAMER, host_of
from geodata.errors import named


def add_publish(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command and its arguments.

    Parameters
    ----------
    commands : _SubParsersAction of ArgumentParser
        Where commands are added.
    """
    publish = commands.add_parser(
        "publish",
        help="write the map as files for any static host",
        description="Write the map as a site of files, for any static host and below any path.",
    )
    publish.add_argument("out", type=Path, metavar="OUT", help="the folder; an older site in it is replaced")
    publish.add_argument(
        "--base-url",
        type=base_url,
        metavar="URL",
        help="where the site will lie; cards, feed and map of the site need it",
    )
    publish.add_argument(
        "--embed-from",
        type=host,
        nargs="+",
        default=[],
        metavar="HOST",
        help="sites that may frame the map; without it ours alone",
    )
    publish.set_defaults(act=publish_site)


def base_url(text: str) -> str:
    """Read where the site will lie; with a slash at its end."""
    if not ADDRESS.fullmatch(text) or not host_of(urlsplit(text).netloc):
        raise argparse.ArgumentTypeError(f"found {text!r}; write a whole address, such as https://example.org/map/")
    return text.rstrip("/") + "/"


def host(text: str) -> str:
    """Read a site that may frame the map, as a content policy names it."""
    if not FRAMER.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"found {text!r}; write a host, such as https://news.example.org or *.example.org"
        )
    return text.lower()


def publish_site(chosen: argparse.Namespace) -> int:
    """Write the site, show how far it is, and say what was written.

    Parameters
    ----------
    chosen : Namespace
        The folder, where the site will lie, and who may frame it.

    Raises
    ------
    GeodataError
        When the evidence cannot be read, or the folder not be written.
    """
    from dashboard.publish.whole import Options, Site
    from dashboard.publish.writing import write_site
    from dashboard.release import current_release

    site = Site(current_release(), Options(chosen.base_url or "", tuple(chosen.embed_from)))
    with progress(len(site.files)) as step:
        size = write_site(site, chosen.out, step)
    print(
        f"{named(str(chosen.out), LONGEST_PATH)}: {len(site.files)} files, {size / 1e6:.1f} MB, release {site.version}"
    )
    return GOOD


def add_snapshot(things: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the snapshot to what ``export`` can write.

    Parameters
    ----------
    things : _SubParsersAction of ArgumentParser
        Where ``rows`` is.
    """
    about = "Write the map as one file that asks nobody for anything: it opens from a disk, without a network."
    parser = things.add_parser(
        "snapshot", help="the whole map in one file, for a stick or an attachment", description=about
    )
    parser.add_argument("--lang", default="en", choices=("en", "da"), help="its language; without it English")
    add_scenes(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="written whole or not at all")
    parser.set_defaults(act=export_snapshot)


def export_snapshot(chosen: argparse.Namespace) -> int:
    """Write the snapshot, show how far it is, and say what was written.

    Raises
    ------
    UsageError
        When the file cannot stand where it is wanted.
    GeodataError
        When the evidence cannot be read.
    """
    from dashboard.publish.snapshot import snapshot
    from dashboard.release import current_release
    from dashboard.text.i18n import words_of

    with told_from(chosen.scenes), progress() as step:
        body = snapshot(current_release(), words_of(chosen.lang), step)
    written(chosen.out, body)
    print(f"{named(str(chosen.out), LONGEST_PATH)}: {len(body) / 1e6:.2f} MB, release {current_release().release}")
    return GOOD
