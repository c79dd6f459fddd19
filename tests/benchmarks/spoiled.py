"""Folders of evidence as editors, programs and mishaps leave them, and what a right `check` says of each."""

import json
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLAIMS, SOURCES, OPENING = "evidence/claims.csv", "evidence/sources.csv", "evidence/opening.csv"
PLACES, SITES, COAST = "layers/places.geojson", "layers/sites.geojson", "layers/greenland.geojson"
LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
ELSEWHERE = "root:x:0:0:hunter2:/root:/bin/sh"

Change = Callable[[str], str]


@dataclass(frozen=True)
class Checked:
    """What `check` said of a folder."""

    code: int
    lines: tuple[str, ...]
    errors: str

    @property
    def crashed(self) -> bool:
        """Whether it ended with a traceback."""
        return "Traceback" in self.errors

    def says(self, words: str, lines: int = 0) -> bool:
        """Whether it found problems, one of them with these words; so many in all, where that matters."""
        actual = any(re.search(words, line) for line in self.lines)
        return self.code == 1 and not self.crashed and actual and lines in (0, len(self.lines))

    @property
    def sound(self) -> bool:
        """Whether it found nothing."""
        return self.code == 0 and not self.crashed


@dataclass(frozen=True)
class Spoiled:
    """A case: how a folder is spoiled, and whether an answer is right."""

    name: str
    spoil: Callable[[Path], object]
    right: Callable[[Checked], bool]


def text(file: str, change: Change) -> Callable[[Path], object]:
    """Change the text of a file; it must differ afterwards."""

    def spoil(folder: Path) -> None:
        before = (folder / file).read_text(encoding="utf-8")
        after = change(before)
        if after == before:
            raise ValueError(f"nothing to change in {file}")
        (folder / file).write_text(after, encoding="utf-8", newline="", errors="surrogatepass")

    return spoil


def once(pattern: str, put: str) -> Change:
    """Replace the first match of a pattern."""
    return lambda whole: re.sub(pattern, put, whole, count=1)


def features(file: str, change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Change each feature of a layer."""

    def spoil(folder: Path) -> None:
        collection = json.loads((folder / file).read_text(encoding="utf-8"))
        for feature in collection["features"]:
            change(feature)
        (folder / file).write_text(json.dumps(collection), encoding="utf-8")

    return spoil


def instead(file: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Put something else in the place of a file."""

    def spoil(folder: Path) -> None:
        (folder / file).unlink()
        make(folder / file)

    return spoil


def conflict(whole: str) -> str:
    """Leave a merge conflict in lines 5 to 9."""
    lines = whole.split("\n")
    lines[4:5] = ["<<<<<<< HEAD", lines[4], "=======", lines[4], ">>>>>>> theirs"]
    return "\n".join(lines)


def padded(whole: str) -> str:
    """Add two empty columns at the end, as a spreadsheet does."""
    return "".join(f"{line},,\n" for line in whole.splitlines())


def beside(feature: dict[str, Any]) -> None:
    """Move the id out of the properties, as QGIS writes it."""
    feature["id"] = feature["properties"].pop("id")


def as_list(feature: dict[str, Any]) -> None:
    """Write the aliases as a list."""
    aliases = feature["properties"]["aliases"]
    feature["properties"]["aliases"] = aliases.split(";") if aliases else []


def moved(feature: dict[str, Any]) -> None:
    """Move the point of Nuuk by two metres."""
    if feature["properties"]["id"] == "nuuk":
        lon, lat = feature["geometry"]["coordinates"]
        feature["geometry"]["coordinates"] = [lon, round(lat + 0.00002, 7)]


def publisher(change: Change) -> Callable[[Path], object]:
    """Write the publisher of one source in another way than those of the others."""
    usual = "Danish Defence (Forsvaret)"
    return text(SOURCES, lambda whole: whole.replace(usual, change(usual), 1))


def elsewhere(path: Path) -> None:
    """Link to a file that is none of ours."""
    secret = path.parents[2] / "passwd"
    secret.write_text(f"{ELSEWHERE}\n", encoding="utf-8")
    path.symlink_to(secret)


def figures_differ(answer: Checked) -> bool:
    """Whether what was found and what should stand there can be told apart."""
    found = re.search(r"found (?:\w+: )?lat (\S+), lon (\S+?);? write .*lat (\S+), lon (\S+)", "".join(answer.lines))
    return found is not None and (found[1].strip(",;"), found[2]) != (found[3].strip(",;"), found[4])


ONE_NAME = r"one name in two ways|as elsewhere"
HEADER = r"header is in line \d"

SPOILED = (
    Spoiled(
        "a merge conflict in claims.csv", text(CLAIMS, conflict), lambda a: a.says("conflict is left in lines 5 to 9")
    ),
    Spoiled(
        "a merge conflict in sites.geojson", text(SITES, conflict), lambda a: a.says("conflict is left in lines 5 to 9")
    ),
    Spoiled("`sep=,` above the header", text(OPENING, lambda t: f"sep=,\n{t}"), lambda a: a.says(HEADER)),
    Spoiled("a blank line above the header", text(OPENING, lambda t: f"\n{t}"), lambda a: a.says(HEADER)),
    Spoiled("two empty columns at the end", text(SOURCES, padded), lambda a: a.sound),
    Spoiled("U+2011 in a day", text(CLAIMS, once(",2026-01-15,", ",2026‑01‑15,")), lambda a: a.says(r"U\+2011")),
    Spoiled(
        "a Cyrillic е in an id",
        text(CLAIMS, once("dep_deu_01-step,", "dеp_deu_01-step,")),
        lambda a: a.says(r"U\+0435"),
    ),
    Spoiled("ids beside the properties", features(PLACES, beside), lambda a: a.says("stand beside", 1)),
    Spoiled("#REF! in a cell", text(OPENING, once("\nlatest,Latest,", "\nlatest,#REF!,")), lambda a: a.says("#REF!")),
    Spoiled(
        "a JSON name twice",
        text(SITES, once('"id": "pituffik"', '"id": "pituffik", "note": "a", "note": "b"')),
        lambda a: a.says("twice"),
    ),
    Spoiled(
        "a publisher with a no-break space",
        publisher(lambda n: n.replace(" ", "\u00a0", 1)),
        lambda a: a.says(ONE_NAME),
    ),
    Spoiled("a publisher in capitals", publisher(str.upper), lambda a: a.says(ONE_NAME)),
    Spoiled("a place moved by two metres", features(PLACES, moved), figures_differ),
    Spoiled("an address with ø", text(SOURCES, once(r"https://[^,]+/", "https://a.dk/grønland/")), lambda a: a.sound),
    Spoiled(
        "an address with an apostrophe",
        text(SOURCES, once(r"https://[^,]+/", "https://a.dk/People's/")),
        lambda a: a.sound,
    ),
    Spoiled("a wrong byte", lambda folder: wrong_byte(folder / SOURCES), lambda a: a.says("line .*byte 0xE6")),
    Spoiled("an LFS pointer", instead(SITES, lambda path: path.write_text(LFS)), lambda a: a.says("LFS")),
    Spoiled("a pipe in place of a file", instead(OPENING, os.mkfifo), lambda a: a.says("pipe")),
    Spoiled(
        "a link to a device", instead(SITES, lambda path: path.symlink_to("/dev/zero")), lambda a: a.says("link|device")
    ),
    Spoiled(
        "a link to a file elsewhere",
        instead(CLAIMS, elsewhere),
        lambda a: a.says("link") and ELSEWHERE not in "".join(a.lines),
    ),
    Spoiled("a folder in place of a file", instead(OPENING, Path.mkdir), lambda a: a.says("folder in place of a file")),
    Spoiled(
        "dates rewritten by a spreadsheet",
        text(OPENING, lambda t: re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3/\2/\1", t)),
        lambda a: a.says("as_of: found '"),
    ),
    Spoiled(
        "a lone surrogate in a layer",
        text(COAST, once(r'("properties": \{[^}]*"name": ")', r"\1\\ud800")),
        lambda a: a.says("greenland"),
    ),
    Spoiled(
        "a geometry with mixed dimensions",
        text(COAST, once(r"\[\[\[\[", "[[[[-50, 60, 5],[")),
        lambda a: a.says("greenland"),
    ),
    Spoiled(
        "terminal codes in a cell",
        text(OPENING, once("\nlatest,", '\n"a\x1b[31m\u202eb",')),
        lambda a: a.code == 1 and all(line.isprintable() for line in a.lines),
    ),
)


def wrong_byte(path: Path) -> None:
    """Write one letter in the alphabet of old spreadsheets."""
    body = path.read_bytes()
    path.write_bytes(body.replace(b"Danish", b"D\xe6nish", 1))


def decomposed(word: str) -> str:
    """Write a word as macOS names files."""
    return unicodedata.normalize("NFD", word)
