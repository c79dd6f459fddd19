"""A story of somebody's own: checked like evidence, told to one session alone, kept by its tab and by no server."""

from dataclasses import dataclass, field
from typing import Any

from dashboard.payloads.atlas import scene_payload
from dashboard.present.rehearsal import problems_of, unknown_in
from dashboard.present.story import MOST_SCENES, Scene, read_scenes
from dashboard.release import Release
from dashboard.text.phrase import Phrase
from geodata.atlas import Atlas
from geodata.errors import GeodataError, Problem
from geodata.patch import MOST_CHARACTERS

FILE = Phrase("problem.own_story")
"""The name under which problems of these scenes are told."""

MOST_BYTES = 4 * MOST_CHARACTERS
"""Of its text as UTF-8, where a request brings it."""


@dataclass(frozen=True, eq=False)
class OwnStory:
    """A story that one session tells.

    Parameters
    ----------
    text : str
        As it was given.
    scenes : tuple of Scene
        What was read from it.
    release : str
        The release against which it was checked.
    payloads : list of dict of str to object
        The scenes as they travel to the browser.
    """

    text: str
    scenes: tuple[Scene, ...]
    release: str
    payloads: list[dict[str, Any]]
    _findings: list[tuple[Problem, ...]] = field(default_factory=list, init=False, repr=False)

    def findings(self, atlas: Atlas) -> tuple[Problem, ...]:
        """List what would embarrass, as a rehearsal tells it; worked out when it is first asked for.

        Parameters
        ----------
        atlas : Atlas
            The evidence of its release.
        """
        if not self._findings:
            self._findings.append(tuple(problems_of(atlas, self.scenes, FILE)))
        return self._findings[0]


def read_own(text: str, release: Release) -> OwnStory:
    """Read a story of somebody's own. Nothing in it is ever executed.

    Parameters
    ----------
    text : str
        YAML like that of the story that ships; at most `MOST_CHARACTERS` signs and `MOST_SCENES` scenes.
    release : Release
        The evidence against which it is checked.

    Raises
    ------
    GeodataError
        With every problem of every scene.
    """
    if len(text) > MOST_CHARACTERS:
        found = Phrase("problem.characters", n=MOST_CHARACTERS)
        remedy = Phrase("problem.most_characters", n=MOST_CHARACTERS, scenes=MOST_SCENES)
        raise GeodataError([Problem(FILE, "", "", found, remedy)])
    scenes = read_scenes(text, FILE, lambda number, scene: unknown_in(release.atlas, scene, number, FILE))
    payloads = [scene_payload(release.atlas, scene) for scene in scenes]
    return OwnStory(text=text, scenes=scenes, release=release.release, payloads=payloads)


def read_posted(body: bytes, release: Release) -> OwnStory | None:
    """Read the story that a request brings; None where it brings none.

    The tab that tells a story has its text and sends it along. So any server process answers, and keeps nothing of it.

    Parameters
    ----------
    body : bytes
        The text as UTF-8.
    release : Release
        The evidence against which it is checked.

    Raises
    ------
    GeodataError
        With every problem of every scene.
    """
    if not body:
        return None
    try:
        return read_own(body.decode("utf-8"), release)
    except UnicodeDecodeError:
        raise GeodataError([Problem(FILE, "", "", Phrase("problem.no_utf8"), Phrase("problem.text_utf8"))]) from None
