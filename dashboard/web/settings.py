"""All settings of the server in one typed place: a variable wins over the file, the file over the default.

``python -m dashboard.web.settings`` prints the table that stands in ``docs/operating.md``.
"""

import ipaddress
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from dashboard.present.story import tell_from
from dashboard.web.limits import PREFIX, Limits
from dashboard.web.origins import ADDRESS, FRAMER
from geodata.errors import GeodataError
from geodata.file_reader import first_wrong, line_at, text_of, wrong_byte

FILE = f"{PREFIX}SETTINGS"
"""The variable that names the file of settings."""

_TAKEN = re.compile(r"/?(?:_stcore|component|media|static|app/static|auth|oauth2callback)(?:/|$)")
_PATH = re.compile(r"/?(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/(?!$)|/?$))*")
WHOLE = "a whole number above 0"
LARGEST_NUMBER = 10**9
LARGEST_FILE = 1_000_000
FORMATS = ("text", "json")


class SettingsError(ValueError):
    """Settings cannot be used; each line names one, what was found, and the remedy."""


def _number(least: int = 1, most: int = LARGEST_NUMBER, remedy: str = WHOLE) -> Callable[[Any], int]:
    def read(found: Any) -> int:
        text = str(found).strip()
        if isinstance(found, bool) or not (text.isascii() and text.isdigit() and len(text) < 11):
            raise ValueError(remedy)
        if not least <= int(text) <= most:
            raise ValueError(remedy)
        return int(text)

    return read


def _switch(found: Any) -> bool:
    value = {"true": True, "false": False}.get(str(found).strip().lower())
    if value is None:
        raise ValueError("true or false")
    return value


def _text(found: Any) -> str:
    if not isinstance(found, str) or any(ord(char) < 32 for char in found):
        raise ValueError("one line of text")
    return found.strip()


def _names(found: Any) -> tuple[str, ...]:
    """Read names from a list, or from a text with commas between them, as Streamlit does."""
    parts = found.strip().strip("[]").split(",") if isinstance(found, str) else found
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("names with commas between them")
    return tuple(part.strip().strip("'\"") for part in parts if part.strip())


def _networks(found: Any) -> tuple[str, ...]:
    names = _names(found)
    try:
        for name in names:
            ipaddress.ip_network(name)
    except ValueError as error:
        raise ValueError("networks with commas between them, as 127.0.0.1, 10.0.0.0/8") from error
    return names


def _framers(found: Any) -> tuple[str, ...]:
    names = _names(found)
    if not all(FRAMER.fullmatch(name) for name in names):
        raise ValueError("hosts with commas between them, as https://news.example.org, *.example.org")
    return tuple(name.lower() for name in names)


def _address(found: Any) -> str:
    text = _text(found)
    if text and not ADDRESS.fullmatch(text):
        raise ValueError("an address without a query, as https://example.org/arctic")
    return text.rstrip("/")


def _path(found: Any) -> str:
    text = _text(found)
    if not _PATH.fullmatch(text):
        raise ValueError("names of letters, digits, - and _ with / between them, as arctic/map")
    if _TAKEN.match(text):
        raise ValueError("another path, as arctic/map: this one is Streamlit's own")
    return text


def _format(found: Any) -> str:
    if found not in FORMATS:
        raise ValueError(" or ".join(FORMATS))
    return str(found)


def _setting(default: Any, read: Callable[[Any], Any], purpose: str, variable: str = "") -> Any:
    return field(default=default, metadata={"read": read, "purpose": purpose, "variable": variable})


_PORT = _number(1, 65535, "a number from 1 to 65535")
_FROM_0 = _number(0, remedy="a whole number, 0 or above")


@dataclass(frozen=True)
class Settings:
    """What an operator can set besides the limits; each field says what it does."""

    host: str = _setting("127.0.0.1", _text, "where `run` listens: this machine only, or `0.0.0.0` for all")
    port: int = _setting(8501, _PORT, "the port on which `run` listens")
    base_path: str = _setting("", _path, "the path below which the page is served, as `arctic/map`; empty for the root")
    public_url: str = _setting(
        "",
        _address,
        "the page's address for readers, as `https://example.org/arctic`: for QGIS, GDAL, feeds and shared links",
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (), _names, "names under which the page is served, `*.example.org` for each below; empty for any"
    )
    allowed_origins: tuple[str, ...] = _setting(
        (), _names, "origins besides our own whose pages may open a websocket, as `https://portal.example.org`"
    )
    embed_from: tuple[str, ...] = _setting(
        (), _framers, "sites besides our own that may frame the map at `/embed`, as `https://news.example.org`"
    )
    hsts_seconds: int = _setting(0, _FROM_0, "how long a browser comes back by HTTPS alone; 0 tells it nothing")
    evidence_folder: str = _setting(
        "",
        _text,
        "the folder of evidence, laid out like `geodata/`; empty for what came with the package",
        "GEODATA_DIR",
    )
    evidence_url: str = _setting(
        "", _text, "a database of evidence instead of the folder, `postgresql://…`", "GEODATA_URL"
    )
    scenes_file: str = _setting(
        "", _text, "a story in place of ours, a YAML file like `dashboard/present/scenes.yaml`; empty for ours"
    )
    reload: bool = _setting(True, _switch, "whether changed evidence is taken over while the server runs")
    releases_kept: int = _setting(
        3, _number(1, 20, "a whole number from 1 to 20"), "releases kept, the newest among them"
    )
    metrics_from: tuple[str, ...] = _setting(
        (), _networks, "networks that may ask `/metrics`, as `127.0.0.1, 10.0.0.0/8`; empty for nobody"
    )
    log_format: str = _setting("text", _format, "how the log is written: `text`, or `json`, one object a line")
    limits: Limits = field(default_factory=Limits)


SPECIAL = {"limits"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is documented: name in the file, variable, default, how it is read and what it does."""

    name: str
    variable: str
    default: Any
    read: Callable[[Any], Any]
    purpose: str


def all_settings() -> Iterator[Setting]:
    """List every setting, the limits last."""
    for one in fields(Settings):
        if one.name not in SPECIAL:
            about = one.metadata
            yield Setting(
                one.name, about["variable"] or _variable(one.name), one.default, about["read"], about["purpose"]
            )
    for one in fields(Limits):
        yield Setting(one.name, _variable(one.name), one.default, _number(), one.metadata["purpose"])


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings: a variable wins over the file that `ARCTIC_SETTINGS` names, the file over the default.

    Parameters
    ----------
    environment : mapping of str to str
        The variables; those that are not ours are passed over.

    Raises
    ------
    SettingsError
        With a line for everything that is wrong.
    """
    known = {one.name: one for one in all_settings()}
    variables = {one.variable: one for one in known.values()}
    wrong: list[str] = []
    found: dict[str, Any] = {}
    for name, value in _file(environment.get(FILE, ""), wrong).items():
        if name not in known:
            wrong.append(f"{environment[FILE]}: {name}: no setting has this name; write one of: {', '.join(known)}")
        else:
            _take(known[name], value, f"{environment[FILE]}: {name}", found, wrong)
    for name, text in environment.items():
        if name in variables:
            if text.strip() or not name.startswith("GEODATA"):
                _take(variables[name], text, name, found, wrong)
        elif name.startswith(PREFIX) and name != FILE:
            wrong.append(f"{name}: no setting has this name; write one of: {', '.join(sorted(variables))}")
    if wrong:
        raise SettingsError("\n".join(wrong))
    of_limits = {one.name for one in fields(Limits)}
    limits = Limits(**{name: value for name, value in found.items() if name in of_limits})
    return Settings(**{name: value for name, value in found.items() if name not in of_limits}, limits=limits)


def own_settings() -> Settings:
    """Read the settings of this process; what is wrong with them ends the start, a line each.

    Raises
    ------
    SystemExit
        With the lines that say what is wrong.
    """
    try:
        found = read_settings(os.environ)
    except SettingsError as error:
        raise SystemExit(str(error)) from error
    # The library of the evidence knows its two variables and no file of ours.
    for variable, text in (("GEODATA_DIR", found.evidence_folder), ("GEODATA_URL", found.evidence_url)):
        if text:
            os.environ[variable] = text
    return found


def tell_own_story(settings: Settings) -> None:
    """Tell the story of the operator's file, if one is set; what is wrong with it ends the start, a line each.

    Raises
    ------
    SystemExit
        With the lines that say what is wrong.
    """
    try:
        tell_from(Path(settings.scenes_file) if settings.scenes_file else None)
    except GeodataError as error:
        raise SystemExit(str(error)) from error


def table() -> str:
    """Write all settings as the table of ``docs/operating.md``."""
    lines = ["| In the file | Variable | Default | What it does |", "|---|---|---|---|"]
    for one in all_settings():
        default = ", ".join(one.default) if isinstance(one.default, tuple) else str(one.default)
        default = f"`{default.lower() if isinstance(one.default, bool) else default}`" if default else "empty"
        lines.append(f"| `{one.name}` | `{one.variable}` | {default} | {one.purpose} |")
    return "\n".join(lines) + "\n"


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}"


def _take(one: Setting, value: Any, where: str, found: dict[str, Any], wrong: list[str]) -> None:
    try:
        found[one.name] = one.read(value)
    except ValueError as error:
        shown = repr(value)
        wrong.append(f"{where}: found {shown if len(shown) < 80 else f'{shown[:80]}…'}; write {error}")


def _file(name: str, wrong: list[str]) -> dict[str, Any]:
    """Read the file of settings, if one is named."""
    if not name.strip():
        return {}
    try:
        text = text_of(Path(name), name, LARGEST_FILE)
        if (at := first_wrong(text)) >= 0:
            raise ValueError(f"line {line_at(text, at)}: {wrong_byte(text[at])}")
        return tomllib.loads(text)
    except (GeodataError, ValueError, RecursionError) as error:
        detail = error.problems[0].found if isinstance(error, GeodataError) else str(error)
        detail = detail.removeprefix("no readable file (").removesuffix(")") if detail.endswith(")") else detail
        wrong.append(f"{FILE}: found {name!r}, which cannot be read ({detail}); write the path of a TOML file")
        return {}


if __name__ == "__main__":
    sys.stdout.write(table())
