"""A view written as a scene of a story: what one copies, gives a title, and presents."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

import yaml

from dashboard.present.rehearsal import LONGEST_SENTENCE, LONGEST_TITLE
from dashboard.state import KINDS, full_query
from dashboard.text import SentenceBuilder, selected_name, sentence
from dashboard.text.i18n import Words, words_of
from dashboard.view.view import ViewModel, vocabulary
from geodata.model import SITES

MOST_LIGHTS = 12
MOST_SOURCES = 4
TOLD = ("", "nation", "place", "event")
WIDE = 110


def scene_text(view_model: ViewModel, taken: Collection[str] = ()) -> str:
    """Write a view as a scene in YAML, which the loader of stories takes as it is.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    taken : collection of str
        Ids that other scenes of the story have.

    Returns
    -------
    str
        A list of one scene, below its address and a line that says what is left to fill in.
    """
    state, words = view_model.state, view_model.words
    lights = _lights(view_model)
    sel = _selected(view_model, lights)
    languages = {"en": words_of("en"), words.lang: words}
    scene: dict[str, Any] = {
        "id": _free(f"view-{state.as_of.isoformat()}", taken),
        "as_of": state.as_of,
        **({"known_by": state.known_by} if state.known_by else {}),
        "sel": sel,
        "lights": lights,
        "title": {lang: _title(view_model, one, sel) for lang, one in languages.items()},
        "sentence": {lang: _sentence(view_model, one) for lang, one in languages.items()},
        "notes": {lang: one.say("story.scene.notes") for lang, one in languages.items()},
        "sources": _sources(view_model, sel),
        **_shows(view_model, sel),
    }
    written = yaml.safe_dump([scene], sort_keys=False, allow_unicode=True, width=WIDE, default_flow_style=None)
    address = urlencode({**full_query(state, vocabulary()), **({"sel": state.sel} if state.sel else {})})
    return f"# ?{address}\n# {words.say('story.scene.fill')}\n{written}"


SENTENCE_END = re.compile(r"\. (?=[A-ZÅÆÉØ])")
"""A stop before a capital letter: a Danish ordinal, as in "17. januar", ends in a stop, too."""
PART_END, WORD_END = re.compile("; "), re.compile(" ")


def _free(wanted: str, taken: Collection[str]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _lights(view_model: ViewModel) -> list[str]:
    """Name what is in view besides the bases, which a room sees anyway: one by one, or by kind where that is long."""
    subjects = view_model.world.atlas.subjects
    shown = [row.id for row in view_model.rows if subjects[row.id].kind != SITES[0]]
    if len(shown) <= MOST_LIGHTS:
        return shown or [SITES[0]]
    kinds = {subjects[name].kind for name in shown}
    return [kind for kind in KINDS if kind in kinds]


def _selected(view_model: ViewModel, lights: list[str]) -> str:
    """Name what the scene is about: what is selected, else the one nation that is chosen, else the first in view."""
    state, atlas = view_model.state, view_model.world.atlas
    if state.sel and state.sel.rpartition(":")[0] in TOLD:
        return state.sel
    if len(state.nations) == 1:
        return f"nation:{state.nations[0]}"
    shown = [row.id for row in view_model.rows]
    return next((name for name in shown if name in lights), next(iter([*shown, *atlas.subjects])))


def _shows(view_model: ViewModel, sel: str) -> dict[str, Any]:
    """Say what the evidence has of a subject, so that a rehearsal and the numbers of the sentence know of it."""
    state = view_model.world.states.get(sel)
    if state is None or not state.step:
        return {}
    numbers = {name: value for name, value in (("low", state.low), ("high", state.high)) if value is not None}
    return {"shows": [{"subject": sel, "step": state.step, **numbers}]}


def _title(view_model: ViewModel, words: Words, sel: str) -> str:
    state = view_model.state
    name = selected_name(view_model.world.atlas, words, state.sel or sel)
    return _cut(", ".join(filter(None, [name, words.day(state.as_of, short=True)])), LONGEST_TITLE)


def _sentence(view_model: ViewModel, words: Words) -> str:
    fragments = sentence(SentenceBuilder(view_model.world, view_model.state, words))
    return _cut("".join(fragment.text for fragment in fragments), LONGEST_SENTENCE)


def _cut(text: str, longest: int) -> str:
    """Cut a text at the end of a sentence, a part of one or a word, so that it fits before a room."""
    if len(text) <= longest:
        return text
    for end, last in ((SENTENCE_END, "."), (PART_END, "."), (WORD_END, "…")):
        stops = [found.start() for found in end.finditer(text, 1, longest + 1)]
        if stops:
            return text[: stops[-1]] + last
    return text[:longest]


def _sources(view_model: ViewModel, sel: str) -> list[str]:
    """Name who says so: of an event its own sources, else those of what the scene is about, else of all in view."""
    atlas = view_model.world.atlas
    kind, _, name = sel.rpartition(":")
    if kind == "event":
        return list(atlas.events[name].sources)[:MOST_SOURCES]
    about = [row for row in view_model.rows if name in (row.id, view_model.world.subject(row.id).actor)]
    found = dict.fromkeys(source for row in (about or view_model.rows) for source in row.sources)
    return [*found][:MOST_SOURCES] or [*atlas.sources][:1]
