"""The scenes of the story: content in ``scenes.yaml``, checked when it is read. No Streamlit in here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dashboard.present.scene_form import form_problems, row_of
from dashboard.state import ViewState
from dashboard.text.phrase import Phrase
from geodata.errors import GeodataError, Problem
from geodata.file_reader import first_wrong, line_at, text_of, wrong_byte

FILE = Path(__file__).with_name("scenes.yaml")
LONGEST_TEXT = 200_000
LONGEST_NUMBER = 12
MOST_SCENES = 60
TWICE = "twice"

_served: list[tuple["Scene", ...] | None] = [None]
_own: ContextVar["tuple[Scene, ...] | None"] = ContextVar("own_scenes", default=None)


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
    notes : mapping of str to str
        What the speaker alone reads, by language; empty where there is nothing.
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
    notes: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[int, "Scene"], Iterable[Problem]]
"""What else may be wrong with a scene of the right form, and its number from 1."""


def read_scenes(text: str, name: str = FILE.name, check: Check = lambda _number, _scene: ()) -> tuple[Scene, ...]:
    """Read the scenes from the text of a YAML file. Nothing in it is ever executed.

    Parameters
    ----------
    text : str
        The text of the file.
    name : str, optional
        What messages call the file.
    check : callable, optional
        Says what else is wrong with each scene that has the right form.

    Raises
    ------
    GeodataError
        With every problem of every scene.
    """
    raw = _listed(text, name)
    problems, found = [], []
    for number, one in enumerate(raw, 1):
        faults = [*form_problems(number, one, name)]
        if not faults:
            found.append(_scene(one))
            faults = [*check(number, found[-1])]
        problems += faults
    ids = Counter(str(one.get("id")) for one in raw if isinstance(one, dict))
    problems += [
        Problem(name, row_of(one), "id", Phrase("problem.id_twice", times=times), Phrase("problem.own_id"))
        for one, times in ids.items()
        if times > 1
    ]
    if problems:
        raise GeodataError(problems)
    return tuple(found)


class _Plain(yaml.SafeLoader):
    """YAML without aliases: a few of them could stand for more text than a machine holds. Nor has it huge numbers.

    Nor has it tags: a text that is called a day or a truth and is none would break the reader, and no scene needs one.
    """

    def construct_yaml_int(self, node: Any) -> int:
        """Read a whole number; refuse one that takes long to read and to write."""
        if len(node.value) > LONGEST_NUMBER:
            raise yaml.constructor.ConstructorError(None, None, "a long number", node.start_mark)
        return int(super().construct_yaml_int(node))

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Read names with their values; of a name that stands twice nobody knows which value counts."""
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(names)) < len(names):
            raise yaml.constructor.ConstructorError(None, None, TWICE, node.start_mark)
        return dict(super().construct_mapping(node, deep))

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Read a node; refuse one that only points to another, and one that says itself of what type it is."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        alias = isinstance(event, yaml.AliasEvent)
        if alias or getattr(event, "tag", None) is not None:
            found = "an alias" if alias else "a tag"
            raise yaml.constructor.ConstructorError(None, None, found, event.start_mark)
        return super().compose_node(parent, index)


_Plain.add_constructor("tag:yaml.org,2002:int", _Plain.construct_yaml_int)


def _listed(text: str, name: str) -> list[Any]:
    if len(text) > LONGEST_TEXT:
        found, remedy = Phrase("problem.signs", n=len(text)), Phrase("problem.at_most", n=LONGEST_TEXT)
        raise GeodataError([Problem(name, "", "", found, remedy)])
    if (wrong := first_wrong(text)) >= 0:
        line = Phrase("problem.line_number", number=str(line_at(text, wrong)))
        raise GeodataError([Problem(name, line, "", wrong_byte(text[wrong]), Phrase("problem.in_utf8"))])
    try:
        raw = yaml.load(text, _Plain)  # noqa: S506 (a safe loader that knows no aliases)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Phrase("problem.line_number", number=str(mark.line + 1)) if mark else ""
        twice = getattr(error, "problem", "") == TWICE
        if twice:
            raise GeodataError(
                [Problem(name, place, "", Phrase("problem.name_twice"), Phrase("problem.once"))]
            ) from error
        raise GeodataError(
            [Problem(name, place, "", Phrase("problem.no_yaml"), Phrase("problem.some_yaml"))]
        ) from error
    if not isinstance(raw, list) or not 0 < len(raw) <= MOST_SCENES:
        remedy = Phrase("problem.some_scenes", most=MOST_SCENES)
        raise GeodataError([Problem(name, "", "", Phrase("problem.no_scenes"), remedy)])
    return raw


def _scene(one: Mapping[str, Any]) -> Scene:
    return Scene(
        id=one["id"],
        as_of=one["as_of"],
        known_by=one.get("known_by"),
        sel=one["sel"],
        lights=tuple(one.get("lights") or (one["sel"],)),
        title=one["title"],
        sentence=one["sentence"],
        sources=tuple(one["sources"]),
        shows=tuple(one.get("shows") or ()),
        notes=one.get("notes") or {},
    )


def tell_from(path: Path | None) -> None:
    """Tell the story of another file from now on; None for the one that ships.

    Raises
    ------
    GeodataError
        If it cannot be read; the story stays as it was.
    """
    _served[0] = read_scenes(text_of(path, path.name), path.name) if path else None


@contextmanager
def scenes_in_effect(scenes: tuple[Scene, ...] | None) -> Iterator[None]:
    """Tell a story of somebody's own in this context, and nowhere else; None for the one that all are told."""
    token = _own.set(scenes)
    try:
        yield
    finally:
        _own.reset(token)


def own_scenes() -> tuple[Scene, ...] | None:
    """Return the story that is told in this context alone; None where there is none."""
    return _own.get()


def scenes() -> tuple[Scene, ...]:
    """Return the scenes of the story: those of this context, else of the operator's file, else those that ship."""
    return _own.get() or _served[0] or _shipped()


@cache
def _shipped() -> tuple[Scene, ...]:
    return read_scenes(FILE.read_text(encoding="utf-8"))


def current_scene(state: ViewState) -> tuple[int, Scene] | None:
    """Return the scene that a choice tells, and its number from 1; the nearest one when no scene has that number."""
    if not state.in_story:
        return None
    number = max(1, min(state.scene, len(scenes())))
    return number, scenes()[number - 1]


def effective_state(state: ViewState) -> ViewState:
    """Return what a scene shows: its clocks and its light, nothing filtered; without a scene the choice itself."""
    current = current_scene(state)
    if current is None:
        return state
    _, scene = current
    return ViewState(
        scene.as_of,
        scene.known_by,
        sel=scene.sel,
        proj=state.proj,
        lang=state.lang,
        theme=state.theme,
        notes=state.notes,
    )
