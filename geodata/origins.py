"""Who rests on whom: the origins in which the threads of sources end (rule R7), and what of a view hangs on each."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from geodata.atlas import Atlas, World
from geodata.compare import Change
from geodata.model import EVER, NO_WORD
from geodata.names import comparable
from geodata.provenance import known_from
from geodata.sensitivity import Removal, without_each

PUBLISHER = "publisher:"
LONGEST_CODE = 48
_OTHER = re.compile(r"[^0-9a-z_]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thread of sources ends: a publisher whom they copy or cite, or a source that names nobody.

    Attributes
    ----------
    code : str
        As an address writes it; no other origin has it.
    root : str
        As ``RuleContext.roots`` writes it.
    name : str
        The publisher, as the evidence writes it.
    source : str
        The id of the source; empty where the origin is a publisher.
    """

    code: str
    root: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Weight:
    """What of a view hangs on an origin.

    Attributes
    ----------
    origin : Origin
    sources : tuple of str
        Those that speak of the view and lead to it.
    subjects : tuple of str
        Those in view of which they speak.
    removal : Removal or None
        What would fall without these sources; None where nothing would.
    """

    origin: Origin
    sources: tuple[str, ...]
    subjects: tuple[str, ...]
    removal: Removal | None

    @property
    def fallen(self) -> tuple[str, ...]:
        """The subjects of which there would be no word."""
        return tuple(change.subject for change in self._changes if change.after.step == NO_WORD)

    @property
    def changed(self) -> tuple[str, ...]:
        """The subjects of which something else would be told, or nothing."""
        return tuple(change.subject for change in self._changes)

    @property
    def _changes(self) -> list[Change]:
        found = self.removal.changes if self.removal else ()
        return [change for change in found if change.before.step != NO_WORD]


def origins_of(atlas: Atlas) -> dict[str, Origin]:
    """Return every origin of the evidence, by its code.

    Parameters
    ----------
    atlas : Atlas
    """
    written = [name for source in atlas.sources.values() for name in source.rests_on]
    written += [source.publisher for source in atlas.sources.values()]  # how a publisher writes its own name goes first
    spelled = {comparable(name): name for name in written}
    found: dict[str, Origin] = {}
    for root in sorted({root for roots in atlas.rule_context.roots.values() for root in roots}):
        publisher = root.removeprefix(PUBLISHER) if root.startswith(PUBLISHER) else ""
        name = spelled[publisher] if publisher else atlas.sources[root].publisher
        code = code_of(publisher or root, found)
        found[code] = Origin(code, root, name, "" if publisher else root)
    return found


def code_of(name: str, taken: Collection[str]) -> str:
    """Write a name as a code for an address, with a mark behind it where it would be empty, too long or taken.

    Parameters
    ----------
    name : str
    taken : collection of str
        Codes of others.
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    code = _OTHER.sub("-", plain).strip("-")
    if code and len(code) <= LONGEST_CODE and code not in taken:
        return code
    return f"{code[:LONGEST_CODE]}-{crc32(name.encode()):08x}".strip("-")


def speaking(atlas: Atlas, subjects: Iterable[str], known_by: date | None) -> dict[str, set[str]]:
    """Return the sources that speak of some subjects and could be read by a day, each with the subjects.

    Parameters
    ----------
    atlas : Atlas
    subjects : iterable of str
        Ids.
    known_by : date or None
        As for ``Atlas.at``.
    """
    known = EVER if known_by is None else known_by
    found: dict[str, set[str]] = {}
    for subject in subjects:
        kind = atlas.subjects[subject].kind
        for claim in atlas.claims_of[subject]:
            for name in claim.sources:
                if known_from(atlas.sources[name], claim, kind) <= known:
                    found.setdefault(name, set()).add(subject)
    return found


def weigh_origins(world: World, programme: str, origins: Iterable[Origin] | None = None) -> list[Weight]:
    """Take away each origin in turn with all that leads to it, and say what of the view would fall.

    Parameters
    ----------
    world : World
        Only states in view count.
    programme : str
        Whose people are counted.
    origins : iterable of Origin, optional
        Only these; all if not given.

    Returns
    -------
    list of Weight
        Those of which anything in view is told: those first without which there would be no word of most, then those
        without which most would be told otherwise.
    """
    atlas = world.atlas
    sources = speaking(atlas, world.reported, world.known_by)
    leading: dict[str, list[str]] = {}
    for name in sorted(sources):
        for root in atlas.rule_context.roots[name]:
            leading.setdefault(root, []).append(name)
    by_root = {one.root: one for one in (origins_of(atlas).values() if origins is None else origins)}
    led = {root: leading[root] for root in by_root if root in leading}
    removals = without_each(world, programme, led)
    rows = []
    for root, names in led.items():
        subjects = set().union(*(sources[name] for name in names))
        rows.append(Weight(by_root[root], tuple(names), tuple(sorted(subjects)), removals.get(root)))
    return sorted(rows, key=_most)


def _most(row: Weight) -> tuple[int, int, int, int, str]:
    return -len(row.fallen), -len(row.changed), -len(row.subjects), -len(row.sources), row.origin.code
