"""The shapes of what travels to the map's frame; `python -m tests.payload_types` writes them for the browser side.

Days are ISO text, `9999-12-31` stands for everything known, and an empty text for what is not given.
"""

from typing import Any, NotRequired, TypedDict

from dashboard.text.summary import Situation

Spot = tuple[str, str, int | None, int | None]
"""A place, how exactly it is known, and the least and most people there."""
Span = tuple[str, str, int]
"""First day, last day, and the number of the state that holds on them."""


class State(TypedDict):
    """The state of a subject on a day; it travels as a row, `Atlas.fields` names the cells."""

    step: str
    low: int | None
    high: int | None
    place: str
    precision: str
    rank: str
    actor: str
    actor_day: str
    actor_to: str
    actor_begun: bool
    headline: str
    number: str
    rivals: list[str]
    due: str
    since: str
    begun: bool
    after: bool
    last: str | None
    last_said: str
    sources: int
    last_known: bool
    unconfirmed: bool
    disputed: bool
    spots: list[Spot]
    rank_disputed: bool
    place_disputed: bool
    group: str
    wants_number: str
    counts: str
    number_day: str
    unverified: bool
    rounded: bool


class States(TypedDict):
    """The states by what was known on one day: `data/states`."""

    values: list[list[Any]]
    states: dict[str, list[Span]]


class Subject(TypedDict):
    """Something that has a state: a contingent, a post, a site."""

    id: str
    kind: str
    actor: str
    label: str
    place: str
    precision: str
    lat: float | None
    lon: float | None
    programme: str
    task: str
    note: str
    part_of: str
    exercise: str
    observes: bool


class Actor(TypedDict):
    """A country or an organisation, with its capital."""

    id: str
    kind: str
    capital: str
    lat: float | None
    lon: float | None


class Place(TypedDict):
    """A place; without coordinates where it has no point on the map."""

    kind: str
    precision: str
    lat: float | None
    lon: float | None
    names: list[str]


class Opening(TypedDict):
    """Two clocks under a name."""

    id: str
    label: str
    as_of: str
    known_by: str


class Event(TypedDict):
    """Something that happened; `date_text` is its day as the source has it, `date` the last day that this may mean."""

    id: str
    title: str
    summary: str
    kind: str
    nations: list[str]
    place: str
    lat: float | None
    lon: float | None
    date: str
    date_text: str
    sources: list[str]


class Step(TypedDict):
    """What a step of a state means."""

    over: bool
    seen: bool


class Facet(TypedDict):
    """What a view can be narrowed to: codes, and which of them each subject has (-1: none), and the cell of a state."""

    codes: list[str]
    subjects: list[int]
    cell: str


class Shapes(TypedDict):
    """How things are drawn."""

    outlines: dict[str, str]
    letters: dict[str, str]
    bar: str
    unlike: str
    north: str
    most: int
    columns: dict[str, list[tuple[int | None, int]]]
    old: dict[str, int]
    reach: dict[str, float]
    ring_rank: dict[str, int]
    towns: list[str]
    seas: dict[str, tuple[float, float]]
    key: list[str]


class Atlas(TypedDict):
    """The evidence of `data/start`."""

    release: str
    min: str
    max: str
    evidence_to: str
    kinds: list[str]
    shapes: Shapes
    steps: dict[str, Step]
    facets: dict[str, Facet]
    sieves: list[str]
    greenland: str
    wholes: list[str]
    subjects: list[Subject]
    actors: dict[str, Actor]
    places: dict[str, Place]
    openings: list[Opening]
    events: list[Event]
    fields: list[str]


Annotation = TypedDict(
    "Annotation",
    {"id": str, "from": str, "to": str, "known": str, "sel": str, "place": str, "text": dict[str, str]},
)
"""A note on the map, in each language, with the days on which it shows and the day from which it is known."""


class Start(TypedDict):
    """All that a first look needs: `data/start`."""

    atlas: Atlas
    drawn: dict[str, Any]
    states: dict[str, States]
    annotations: list[Annotation]
    words: dict[str, str]


class CitedSource(TypedDict):
    """A source of a scene, in short in each language."""

    text: dict[str, str]
    url: str
    title: str
    language: str


class SceneFragment(TypedDict):
    """A part of a scene's sentence, and the subject that it opens; empty for mere text."""

    text: str
    sel: str


class Scene(TypedDict):
    """A scene of the story: `data/scenes.json`."""

    id: str
    as_of: str
    known_by: str
    sel: str
    lights: list[str]
    title: dict[str, str]
    sentence: dict[str, str]
    fragments: dict[str, list[SceneFragment]]
    cited_sources: list[CitedSource]
    notes: dict[str, str]


class Tale(TypedDict):
    """The story that one reader alone is told: as it was given, and its scenes; none where there is none."""

    text: str
    scenes: list[Scene]


class Source(TypedDict):
    """A source of a claim."""

    publisher: str
    title: str
    url: str
    published: str
    language: str
    kind: str


class Claims(TypedDict):
    """The claims of a card: `data/claims`; each is a row, `fields` names the cells."""

    fields: list[str]
    claims: list[list[Any]]
    sources: dict[str, Source]


class AreaMark(TypedDict):
    """The area that the view is filtered by: lines around it on the ground, and how many entries lie in it."""

    text: str
    lines: list[list[tuple[float, float]]]
    name: str
    summary: str
    maybe: bool


class ChangeMark(TypedDict):
    """What became of a subject since the other day, and how it was and is."""

    kind: str
    text: str


class ChangeMarks(TypedDict):
    """What changed since the other day: each kind with its word and number, and what became of each subject."""

    title: str
    kinds: list[tuple[str, str, int]]
    entries: dict[str, ChangeMark]


class YoursMark(TypedDict):
    """How a subject is with claims of the reader's own, beside how it is as published."""

    published: str
    yours: str


class Marks(TypedDict):
    """What an analysis lays over the map; the script that draws it is asked for when there is something of it."""

    area: AreaMark | None
    draw: str
    changes: ChangeMarks | None
    yours: dict[str, YoursMark]
    words: dict[str, str]


class ViewMessage(TypedDict):
    """What the frame is told at each run."""

    address: list[tuple[str, str]] | None
    release: str
    asof: str
    known: str
    chosen: dict[str, list[str]]
    among: list[str] | None
    holds: bool
    sel: str
    proj: str
    lang: str
    present: bool
    story: bool
    scene: int
    programme: str
    situation: Situation
    text_alternative: str
    tale: Tale | None
    marks: NotRequired[Marks]


TRAVELS = (
    State,
    States,
    Subject,
    Actor,
    Place,
    Opening,
    Event,
    Step,
    Facet,
    Shapes,
    Atlas,
    Annotation,
    Start,
    CitedSource,
    SceneFragment,
    Scene,
    Tale,
    Source,
    Claims,
    AreaMark,
    ChangeMark,
    ChangeMarks,
    YoursMark,
    Marks,
    ViewMessage,
)
"""Every shape, each after those that it is made of, but for the situation, which the text brings."""
