"""The commands ``python -m dashboard export sheet``, ``picture`` and ``slides``: documents of a view, as files."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.cli_export import GOOD, LONGEST_PATH, UsageError, model_of, written
from geodata.errors import named

ABOUT = {
    "sheet": "a briefing sheet: map, sentence, numbers, what is not known, numbered sources; the PDF carries its data",
    "picture": "a picture to post, with its alternative text printed beside",
    "slides": "the story as PowerPoint, with notes for the speaker",
}


def add_documents(things: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the documents to what ``export`` can write.

    Parameters
    ----------
    things : _SubParsersAction of ArgumentParser
        Where ``rows`` is.
    """
    for name, about in ABOUT.items():
        parser = things.add_parser(name, help=about, description=f"Write {about}.")
        if name != "slides":
            parser.add_argument(
                "--view", default="", metavar="QUERY", help="the address of a view; without it the opening view"
            )
            parser.add_argument("--format", dest="form", default="", metavar="F", help="without it, by FILE's ending")
        else:
            add_scenes(parser)
        if name == "sheet":
            parser.add_argument("--paper", default="a4", help="a4 (without it), a3 or 16x9")
        if name == "picture":
            parser.add_argument("--size", default="1200x630", help="1200x630 (without it), 1080x1080 or 1080x1350")
        parser.add_argument("--lang", default="", help="en or da; without it, that of the view, or en")
        parser.add_argument("--theme", default="light", help="light (without it) or dark")
        parser.add_argument(
            "--page", default="", metavar="URL", help="the address of the page, for links and QR code; else public_url"
        )
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="written whole or not at all")
        parser.set_defaults(act=export_document)


def add_scenes(parser: argparse.ArgumentParser) -> None:
    """Add the option that names a story of one's own."""
    help_text = "a story of your own, a YAML file of scenes; without it the one that is served"
    parser.add_argument("--scenes", type=Path, metavar="FILE", help=help_text)


@contextmanager
def told_from(path: Path | None) -> Iterator[None]:
    """Tell the story of a file meanwhile; without one, the story that is served.

    Raises
    ------
    GeodataError
        With everything that is wrong with the file, what the evidence does not have included.
    """
    from dashboard.present.rehearsal import unknown_in
    from dashboard.present.story import read_scenes, scenes_in_effect, tell_from
    from dashboard.release import current_release
    from dashboard.web.settings import own_settings
    from geodata.file_reader import text_of

    if path is None:
        served = own_settings().scenes_file
        tell_from(Path(served) if served else None)
        yield
        return
    text, file = text_of(path, path.name), path.name
    form = read_scenes(text, file)
    with scenes_in_effect(form):  # the release holds the scenes, too
        atlas = current_release().atlas
        read_scenes(text, file, lambda number, scene: unknown_in(atlas, scene, number, file))
        yield


def export_document(chosen: argparse.Namespace) -> int:
    """Write a document to a file and say what was written.

    Raises
    ------
    UsageError
        When something that was asked for cannot be done; then nothing is written.
    GeodataError
        When the evidence cannot be read.
    """
    from dashboard.documents.fonts import unpack_ahead
    from dashboard.documents.making import KINDS

    kind = KINDS[chosen.thing]
    ending = (getattr(chosen, "form", "") or chosen.out.suffix).lower().removeprefix(".")
    faults = list(_faults(chosen, ending, tuple(kind.forms), kind.variants, kind.key))
    if faults:
        raise UsageError("\n".join(faults))
    unpack_ahead()  # while the evidence is read
    if chosen.thing == "slides":
        with told_from(chosen.scenes):
            body, description = _slides(chosen)
    else:
        body, description = _of_view(chosen, ending, getattr(chosen, kind.key))
    written(chosen.out, body)
    print(f"{named(str(chosen.out), LONGEST_PATH)}: {len(body) / 1024:.0f} KB, {description}")
    return GOOD


def _faults(
    chosen: argparse.Namespace, ending: str, forms: tuple[str, ...], variants: tuple[str, ...], key: str
) -> Iterator[str]:
    from dashboard.state import LANGUAGES, THEMES

    if ending not in forms:
        form = getattr(chosen, "form", "")
        found = f"--format: found {form!r}" if form else f"--out: {str(chosen.out)!r} has no known ending"
        yield f"{found}; write one of {', '.join(forms)}"
    for name, allowed in ((key, variants), ("lang", ("", *LANGUAGES)), ("theme", THEMES)):
        if name and getattr(chosen, name) not in allowed:
            yield f"--{name}: found {getattr(chosen, name)!r}; write one of {', '.join(filter(None, allowed))}"
    if chosen.page and not chosen.page.startswith(("https://", "http://")):
        yield f"--page: found {chosen.page!r}; write an address such as https://example.org/arctic/"


def _page(chosen: argparse.Namespace) -> str:
    """Give the address for the links: as said here, or as the operator set it, or that of this machine."""
    from dashboard.documents.content import HOME
    from dashboard.web.settings import own_settings

    found: str = chosen.page or own_settings().public_url
    return f"{found.rstrip('/')}/" if found else HOME


def _of_view(chosen: argparse.Namespace, ending: str, variant: str) -> tuple[bytes, str]:
    from dashboard.documents.content import Content
    from dashboard.documents.picture import picture
    from dashboard.documents.sheet import sheet

    query = "&".join(filter(None, [chosen.view.rpartition("?")[2], f"lang={chosen.lang}" if chosen.lang else ""]))
    content: Content = Content(model_of(query), _page(chosen))
    write: Callable[..., bytes] = sheet if chosen.thing == "sheet" else picture
    with progress(1) as step:
        step(content.title)
        body = write(content, variant, ending, chosen.theme)
    description = f"release {content.release}, {content.link}"
    return body, description if chosen.thing == "sheet" else f"{description}\n{content.alternative}"


def _slides(chosen: argparse.Namespace) -> tuple[bytes, str]:
    from dashboard.documents.slides import slides
    from dashboard.present.story import scenes
    from dashboard.release import current_release
    from dashboard.text.i18n import words_of

    with progress(len(scenes())) as step:
        body = slides(words_of(chosen.lang or "en"), _page(chosen), chosen.theme, progress=step)
    return body, f"{len(scenes())} slides, release {current_release().atlas.release}"


@contextmanager
def progress(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show a bar on a terminal; elsewhere nothing. Gives a function that names each step before it is made.

    Parameters
    ----------
    total : int, optional
        How many steps there are; None where nobody knows.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)
        begun = 0

        def step(name: str) -> None:
            nonlocal begun
            bar.update(task, completed=begun, description=name)
            begun += 1

        yield step
        bar.update(task, completed=begun if total is None else total)
