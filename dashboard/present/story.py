"""The scenes of the story: content in ``scenes.yaml``, checked when it is read. No Streamlit in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dashboard.state import ViewState

FILE = Path(__file__).with_name("scenes.yaml")
KNOWN_KEYS = frozenset({"id", "as_of", "known_by", "sel", "lights", "title", "sentence", "sources", "shows"})


class SceneError(Exception):
    """A scene cannot be shown; the message names file, scene, field and remedy, all problems at once."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of the story.

    Attributes
    ----------
    id : str
    as_of : date
    known_by : date or None
        None for everything known.
    sel : str
        What is lit, as in the URL.
    lights : tuple of str
        What a room sees besides the bases: ids of subjects, or kinds.
    title, sentence : mapping of str to str
        By language.
    sources : tuple of str
        Ids of sources.
    shows : tuple of mapping
        What the sentence says of subjects; the tests hold it against the evidence.
    """

    id: str
    as_of: date
    known_by: date | None
    sel: str
    lights: tuple[str, ...]
    title: Mapping[str, str]
    sentence: Mapping[str, str]
    sources: tuple[str, ...]
    shows: tuple[Mapping[str, Any], ...] = ()


def _problems(number: int, raw: Mapping[str, Any]) -> list[str]:
    where = f"{FILE.name}: scene {raw.get('id', number)}"
    found = [
        f"{where}: {key}: found an unknown field; write one of {', '.join(sorted(KNOWN_KEYS))}"
        for key in sorted(raw.keys() - KNOWN_KEYS)
    ]
    for key in ("id", "as_of", "sel", "title", "sentence", "sources"):
        if not raw.get(key):
            found.append(f"{where}: {key}: found nothing; write it")
    for key in ("as_of", "known_by"):
        if key in raw and not isinstance(raw[key], date):
            found.append(f"{where}: {key}: found {raw[key]!r}; write YYYY-MM-DD")
    for key in ("title", "sentence"):
        if not isinstance(raw.get(key), dict) or not raw[key].get("en"):
            found.append(f"{where}: {key}: found no English text; write {key}: {{en: …}}")
    return found


def read_scenes(text: str) -> tuple[Scene, ...]:
    """Read the scenes from the text of a YAML file.

    Raises
    ------
    SceneError
        With every problem of every scene.
    """
    raw = yaml.safe_load(text)
    problems = [line for number, one in enumerate(raw, 1) for line in _problems(number, one)]
    if problems:
        raise SceneError("\n".join(problems))
    return tuple(
        Scene(
            id=one["id"],
            as_of=one["as_of"],
            known_by=one.get("known_by"),
            sel=one["sel"],
            lights=tuple(one.get("lights", (one["sel"],))),
            title=one["title"],
            sentence=one["sentence"],
            sources=tuple(one["sources"]),
            shows=tuple(one.get("shows", ())),
        )
        for one in raw
    )


@cache
def scenes() -> tuple[Scene, ...]:
    """Return the scenes that ship."""
    return read_scenes(FILE.read_text(encoding="utf-8"))


def current_scene(state: ViewState) -> tuple[int, Scene] | None:
    """Return the scene that a choice tells, and its number from 1; the nearest one when no scene has that number."""
    if not state.telling:
        return None
    number = max(1, min(state.scene, len(scenes())))
    return number, scenes()[number - 1]


def effective_state(state: ViewState) -> ViewState:
    """Return what a scene shows: its clocks and its light, nothing filtered; without a scene the choice itself."""
    told = current_scene(state)
    if told is None:
        return state
    _, scene = told
    return ViewState(
        scene.as_of,
        scene.known_by,
        sel=scene.sel,
        proj=state.proj,
        lang=state.lang,
        theme=state.theme,
        notes=state.notes,
    )
