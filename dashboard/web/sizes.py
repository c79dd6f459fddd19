"""How large each file of a view is: rows exactly, for they cost little to write; documents about, for they do not."""

from dashboard.documents.making import KINDS
from dashboard.export import FORMATS
from dashboard.release import Release, current_release, per_release
from dashboard.text.i18n import Words, words_of
from dashboard.view.view import parse_query, resolve_view

REMEMBERED = 100
KILO = 1_000
SNAPSHOT_BYTES = 1_440_000
"""What to expect of the snapshot: it takes as many days of knowledge as have room."""

Query = tuple[tuple[str, str], ...]


@per_release(REMEMBERED)
def row_sizes(release: Release, query: Query, lang: str) -> dict[str, int]:
    """Measure the files of the rows of a view, once a release.

    Parameters
    ----------
    release : Release
        The evidence.
    query : Query
        The address of the view, as pairs.
    lang : str
        The language of the files.

    Returns
    -------
    dict of str to int
        Ending to bytes.
    """
    with current_release.pinned(release):
        view = resolve_view(parse_query(query)[0], words_of(lang)).view
        return {ending: len(file.write(view)) for ending, file in FORMATS.items()}


def sizes_in_words(query: Query, words: Words) -> dict[str, str]:
    """Say how large each file of a view is, by its name and its variant: ``rows.csv``, ``sheet:a4``.

    Parameters
    ----------
    query : Query
        The address of the view, as pairs.
    words : Words
        The language.
    """
    exact = {f"rows.{ending}": size_text(words, size) for ending, size in row_sizes(query, words.lang).items()}
    about = {
        f"{name}:{variant}": words.say("size.about", size=size_text(words, size))
        for name, kind in KINDS.items()
        for variant, size in zip(kind.variants, kind.about, strict=True)
    }
    return exact | about | {"snapshot:": words.say("size.about", size=size_text(words, SNAPSHOT_BYTES))}


def size_text(words: Words, size: int) -> str:
    """Write a number of bytes, as file managers do: kilobytes of a thousand, or megabytes with a tenth."""
    if size < KILO**2:
        return words.say("size.kilo", n=words.number(max(1, round(size / KILO))))
    return words.say("size.mega", n=words.number(round(size / KILO**2, 1)))
