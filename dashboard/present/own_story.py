"""A story of somebody's own: checked like evidence, told to one session alone, gone with it."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from dashboard.payloads.atlas import scene_payload
from dashboard.present.rehearsal import problems_of, unknown_in
from dashboard.present.story import MOST_SCENES, Scene, read_scenes
from dashboard.release import Release
from geodata.atlas import Atlas
from geodata.errors import GeodataError, Problem
from geodata.patch import MOST_CHARACTERS

FILE = "your story"
"""The name under which problems of these scenes are told."""

HEADER = "x-arctic-story"
"""The header in which a key travels; it stands in no address."""

_KEY = re.compile(r"[A-Za-z0-9_-]{32,64}")


@dataclass(frozen=True, eq=False)
class OwnStory:
    """A story that one session tells.

    Parameters
    ----------
    text
        As it was given.
    scenes
        What was read from it.
    key
        Finds it, for as long as its session lives; nobody else is told.
    release
        The release against which it was checked.
    told
        The scenes as they travel to the browser.
    """

    text: str
    scenes: tuple[Scene, ...]
    key: str
    release: str
    told: list[dict[str, Any]]
    _findings: list[tuple[Problem, ...]] = field(default_factory=list, init=False, repr=False)

    def findings(self, atlas: Atlas) -> tuple[Problem, ...]:
        """List what would embarrass, as a rehearsal tells it; worked out when it is first asked for.

        Parameters
        ----------
        atlas
            The evidence of its release.
        """
        if not self._findings:
            self._findings.append(tuple(problems_of(atlas, self.scenes, FILE)))
        return self._findings[0]


_held: WeakValueDictionary[str, OwnStory] = WeakValueDictionary()


def read_own(text: str, release: Release, key: str = "") -> OwnStory:
    """Read a story of somebody's own. Nothing in it is ever executed.

    Parameters
    ----------
    text
        YAML like that of the story that ships; at most `MOST_CHARACTERS` signs and `MOST_SCENES` scenes.
    release
        The evidence against which it is checked.
    key
        The key that it had before its page was loaded anew; without one of the right form it gets a new one.

    Raises
    ------
    GeodataError
        With every problem of every scene.
    """
    if len(text) > MOST_CHARACTERS:
        remedy = f"at most {MOST_CHARACTERS} characters and {MOST_SCENES} scenes"
        raise GeodataError([Problem(FILE, "", "", f"more than {MOST_CHARACTERS} characters", remedy)])
    scenes = read_scenes(text, FILE, lambda number, scene: unknown_in(release.atlas, scene, number, FILE))
    found = OwnStory(
        text=text,
        scenes=scenes,
        key=key if _KEY.fullmatch(key) else secrets.token_urlsafe(24),
        release=release.release,
        told=[scene_payload(release.atlas, scene) for scene in scenes],
    )
    _held[found.key] = found
    return found


def story_of(key: str) -> OwnStory | None:
    """Find the story of a key; None once its session has ended, and in any other process."""
    return _held.get(key)
