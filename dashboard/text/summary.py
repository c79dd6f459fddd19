"""The situation nation by nation for the empty card slot, and the text beside the picture."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from dashboard.text.composer import KIND_DOOR, SentenceBuilder
from dashboard.text.exercise import time_of
from dashboard.text.i18n import Words
from dashboard.text.names import place_name, selected_name
from dashboard.text.parts import all_sent, form, had_announced, most, nations_said, when
from dashboard.text.posting import own_ranks, seen_at_work
from dashboard.text.uncounted import doubtful_presence
from geodata.model import ANNOUNCED, CONTINGENT, GREENLAND, PRESENT, STANDING_PRESENCE, UNNAMED, State
from geodata.refine import observe
from geodata.totals import has_number

MOST_ROWS = 6
MOST_NOTES = 3
MOST_TOGETHER = 3  # so many nations one row names
SEVERAL = 2
NOTE_DOORS = {"uncounted": "unverified", "there": "outside"}  # on a day about no exercise nothing is counted, only told


class SituationRow(TypedDict):
    """One line of the situation; `sel` names what it opens, as the address does, `door` its rows where it has none."""

    name: str
    number: str
    note: str
    sel: str
    door: str


class Situation(TypedDict):
    """The situation as the empty card slot draws it; `doors` names the rows behind each note, or nothing."""

    title: str
    rows: list[SituationRow]
    notes: list[str]
    doors: list[str]


def situation(teller: SentenceBuilder) -> Situation:
    """Tell who is there nation by nation, then who is to come, then what is not counted and not known.

    Parameters
    ----------
    teller
        World, choice and language.
    """
    totals = teller.totals
    title = teller.programme_name() if totals.programme else teller.words.say("situation.title")
    rows = _people(teller) if totals.programme and teller.speaks_of(CONTINGENT, [*PRESENT, ANNOUNCED]) else []
    rows += _sites(teller)
    rows, notes = rows or _groups(teller), _notes(teller)
    if not rows and not notes:
        notes = _rest(teller) or [teller.words.say("situation.sifted" if teller.sifted else "situation.nothing")]
    doors = [_door(teller, note) for note in notes]
    return Situation(title=title, rows=rows[:MOST_ROWS], notes=notes[:MOST_NOTES], doors=doors[:MOST_NOTES])


def _rest(teller: SentenceBuilder) -> list[str]:
    """Name by status what is only considered, will not come or is over, where that is all."""
    words, states = teller.words, teller.world.states
    found: dict[str, list[str]] = {}
    for name, state in states.items():
        if state.step:
            found.setdefault(state.step, []).append(selected_name(teller.atlas, words, name))
    return [
        words.say("situation.rest", step=words.sentence_case(words.say(f"step.{step}")), what=words.listing(names))
        for step, names in found.items()
    ]


def _people(teller: SentenceBuilder) -> list[SituationRow]:
    """Lay out the contingents: present nations apart, those to come together; if nobody is there, who was last seen."""
    totals, people = teller.totals, teller.totals.people
    words = teller.words
    to_come = [
        *_together(teller, totals.sent, words.say("situation.way"), "sent"),
        *_announced(teller, totals.announced or (() if teller.here else totals.unconfirmed)),
    ]
    room = MOST_ROWS - len(to_come)
    here = [name for name in teller.here if name not in totals.craft] or teller.here
    if here or totals.sent:
        return [*_nations(teller, here, room), *to_come]
    if people.last_known:
        return [*_nations(teller, people.last_known, room), *to_come]
    return to_come


def _nations(teller: SentenceBuilder, subjects: Sequence[str], room: int) -> list[SituationRow]:
    """Give each nation its row, the largest first; what has no room shares the last one."""
    by_nation: dict[str, list[str]] = {}
    for name in subjects:
        by_nation.setdefault(teller.world.subject(name).actor, []).append(name)
    ordered = sorted(by_nation.values(), key=lambda names: -sum(most(teller.at(name)) for name in names))
    if len(ordered) <= room:
        return [_row(teller, names) for names in ordered]
    rest = [name for names in ordered[room - 1 :] for name in names]
    named = [_row(teller, names) for names in ordered[: room - 1]]
    return [*named, *_together(teller, rest, _note(teller, rest[:1]), "forces")]


def _row(teller: SentenceBuilder, names: Sequence[str]) -> SituationRow:
    code = teller.world.subject(names[0]).actor
    sel = names[0] if len(names) == 1 or code == UNNAMED else f"nation:{code}"
    name = teller.words.sentence_case(teller.name(code))
    return SituationRow(name=name, number=_number(teller, names), note=_note(teller, names), sel=sel, door="")


def _number(teller: SentenceBuilder, names: Sequence[str]) -> str:
    states = [teller.at(name) for name in names if has_number(teller.at(name))]
    if not states:
        return teller.words.say("situation.number.none")
    low = sum(state.low or 0 for state in states)
    return teller.words.span(low or None, sum(map(most, states)), any(state.rounded for state in states))


def _note(teller: SentenceBuilder, names: Sequence[str]) -> str:
    """Say where they are, that nobody said how many, and when they were last reported."""
    words = teller.words
    states = [teller.at(name) for name in names]
    nowhere = not any(spot.place for state in states for spot in state.spots if spot.place != GREENLAND)
    said = [] if nowhere and all_sent(states) else [_places(teller, states)]  # nobody says where before they arrive
    if not any(has_number(state) for state in states):
        announced = had_announced(teller, names[0]) if len(names) == 1 else ""
        key = "situation.no_number.said" if announced else "situation.no_number"
        said.append(words.say(key, n=announced))
    if all_sent(states):
        said.append(words.say("situation.way"))
    seen = [state for state in states if state.last_confirmed]
    if seen and all(state.last_known for state in states):
        last = max(seen, key=lambda state: (state.last_confirmed or date.min, state.subject))
        said.append(words.say("situation.last", when=when(teller, _last_day(last))))
    return ", ".join(filter(None, said))


def _places(teller: SentenceBuilder, states: Sequence[State]) -> str:
    words, atlas = teller.words, teller.atlas
    spots = {spot.place: spot for state in states for spot in state.spots if spot.place and spot.place != GREENLAND}
    names = {place: place_name(atlas, words, place) for place in spots}
    if not spots:
        return words.say("situation.place.none")
    numbers = [spot.high for spot in spots.values()]
    if len(spots) > 1 and len(states) == 1 and all(number is not None for number in numbers):
        if len(spots) == SEVERAL and len(set(numbers)) == 1:
            one, other = names.values()
            return words.say("situation.place.halves", one=one, other=other)
        parts = [
            words.say("situation.place.part", n=words.number(spot.high or 0), place=names[place])
            for place, spot in spots.items()
        ]
        return words.listing(parts)
    return words.say("situation.place.one", place=words.listing(list(names.values())))


def _together(teller: SentenceBuilder, subjects: Sequence[str], note: str, door: str) -> list[SituationRow]:
    """Put several nations into one row: their names if they are few, and the number of their people if all gave one."""
    if not subjects:
        return []
    names = teller.actors(subjects)
    few = len(names) <= MOST_TOGETHER
    name = teller.words.listing(names) if few else teller.words.count("situation.nations", teller.nations(subjects))
    all_said = all(has_number(teller.at(one)) for one in subjects)
    number = _number(teller, subjects) if all_said else ""
    sel = subjects[0] if len(subjects) == 1 else ""
    return [SituationRow(name=teller.words.sentence_case(name), number=number, note=note, sel=sel, door=door)]


def _announced(teller: SentenceBuilder, subjects: Sequence[str]) -> list[SituationRow]:
    """Lay out promises: a joint number with the places of its parts, else the nations together."""
    wholes = [name for name in teller.behind["joint"] if name in subjects]
    if not wholes:
        door = "announced" if subjects == teller.totals.announced else "unconfirmed"
        return _together(teller, subjects, teller.words.say("situation.announced"), door)
    words = teller.words
    parts = [name for name in teller.totals.promised if name in subjects]
    time = time_of(teller, wholes[0])
    note = words.say("situation.announced.due", time=time) if time else words.say("situation.announced")
    if teller.at(wholes[0]).unconfirmed:
        note = words.say("situation.lapsed", note=note)
    said, named = nations_said(teller, wholes[0]), teller.nations(parts)
    joint = words.sentence_case(words.count("situation.joint", said or named))
    rows = [SituationRow(name=joint, number=_number(teller, wholes[:1]), note=note, sel=wholes[0], door="")]
    if said not in (0, named):
        silent = not any(has_number(teller.at(name)) for name in parts)
        text = words.sentence_case(words.count("situation.named", named))
        watching = teller.nations([name for name in parts if observe(teller.atlas.claims_of[name])])
        notes = [words.count("situation.named.observers", watching)] if watching else []
        notes += [words.say("situation.named.none")] if silent else []
        rows.append(SituationRow(name=text, number="", note=", ".join(notes), sel=wholes[0], door=""))
    return [*rows, *_placed(teller, parts)]


def _placed(teller: SentenceBuilder, parts: Sequence[str]) -> list[SituationRow]:
    """Name the parts of which a place within Greenland was announced."""
    words = teller.words
    by_place: dict[str, list[str]] = {}
    for name in parts:
        if teller.at(name).place not in ("", GREENLAND):
            by_place.setdefault(teller.at(name).place, []).append(name)
    rows = []
    for place, names in by_place.items():
        text = words.count("situation.nations", teller.nations(names)) if len(names) > MOST_TOGETHER else ""
        shown = words.sentence_case(text or words.listing(teller.actors(names)))
        at = words.say("situation.place.planned", place=place_name(teller.atlas, words, place))
        sel = names[0] if len(names) == 1 else f"place:{place}"
        rows.append(SituationRow(name=shown, number="", note=at, sel=sel, door=""))
    return rows


def _groups(teller: SentenceBuilder) -> list[SituationRow]:
    """Lay out what stands where the view is about no people: posts by group, sites by kind."""
    words = teller.words
    rows = [
        (f"map.group.{group}", door, len(teller.behind[door]))
        for group, door in (
            ("office", "posts_open"),
            ("honorary", "posts_honorary"),
            ("own", "posts_own"),
            ("abroad", "posts_abroad"),
        )
    ]
    found, coming = teller.behind["sites"], teller.behind["sites_announced"]
    kinds = ("base", "command", "outpost", "ship")
    told = [
        SituationRow(name=words.say(key), number=words.number(n), note="", sel="", door=door)
        for key, door, n in rows
        if n
    ]
    for kind in kinds:
        own = [name for name in found if teller.atlas.subjects[name].kind == kind]
        number, more = len(own), sum(teller.atlas.subjects[name].kind == kind for name in coming)
        note = words.say("situation.sites.more", n=words.spelled(more)) if more else _run_by(teller, own)
        if number or more:
            name, door = words.say(f"kind.{kind}"), KIND_DOOR + kind
            told.append(SituationRow(name=name, number=words.number(number), note=note, sel="", door=door))
    return told


def _run_by(teller: SentenceBuilder, sites: Sequence[str]) -> str:
    """Name who ran some sites on the day looked at; of what nobody is named for, say so."""
    words, unnamed = teller.words, sum(not teller.world.subject(name).actor for name in sites)
    rest = [words.count("situation.sites.unnamed", unnamed)] if unnamed else []
    return words.listing([*teller.actors(sites), *rest])


def _sites(teller: SentenceBuilder) -> list[SituationRow]:
    """Give each site of a standing presence of which a number of people is known its row."""
    if teller.totals.programme != STANDING_PRESENCE:
        return []
    words, found = teller.words, [name for name in teller.behind["sites"] if has_number(teller.at(name))]
    return [
        SituationRow(
            name=selected_name(teller.atlas, words, name), number=_number(teller, [name]), note="", sel=name, door=""
        )
        for name in sorted(found, key=lambda name: -most(teller.at(name)))
    ]


def _notes(teller: SentenceBuilder) -> list[str]:
    words = teller.words
    unsure = (*teller.totals.hearsay, *doubtful_presence(teller))
    kinds = (
        ("uncounted" if teller.totals.programme else "there", _uncounted(teller)),
        ("hearsay", [words.within(selected_name(teller.atlas, words, name)) for name in unsure]),
        ("sites", _promised_sites(teller)),
        ("posts", _posts(teller)),
    )
    said = [words.say(f"situation.{key}", what=words.listing(what)) for key, what in kinds if what]
    unknown = "; ".join(_unknown(teller))
    if unknown:
        said = [*said[: MOST_NOTES - 1], words.say("situation.unknown", what=words.sentence_case(unknown))]
    return said


def _door(teller: SentenceBuilder, note: str) -> str:
    """Name the rows behind a note, if it is of what is there and not counted."""
    return next((door for key, door in NOTE_DOORS.items() if note.startswith(_before_names(teller, key))), "")


def _before_names(teller: SentenceBuilder, key: str) -> str:
    """Give the words with which a note begins."""
    return teller.words.say(f"situation.{key}", what="\ue000").partition("\ue000")[0]


def _promised_sites(teller: SentenceBuilder) -> list[str]:
    """Name the sites that are announced and not in use."""
    names = teller.behind["sites_announced"]
    return [teller.words.within(selected_name(teller.atlas, teller.words, name)) for name in names]


def _uncounted(teller: SentenceBuilder) -> list[str]:
    """Say what is there and not counted: unverified numbers, and the contingents of other programmes by name."""
    totals, words = teller.totals, teller.words
    numbered = [name for name in totals.unverified if has_number(teller.at(name))]
    said = []
    if numbered:
        rounded = any(teller.at(name).rounded for name in numbered)
        number = words.about(words.number(sum(most(teller.at(name)) for name in numbered)), rounded)
        said.append(words.say("situation.uncounted.unverified", n=number))
    for name in totals.outside:
        if name not in numbered:
            told = words.within(selected_name(teller.atlas, words, name))
            doubtful = name in totals.unverified
            said.append(words.say("situation.uncounted.doubtful", name=told) if doubtful else told)
    return said + _older(teller)


def _older(teller: SentenceBuilder) -> list[str]:
    """Name beside those who are there whoever is only last known, each with its day; else the rows name them."""
    if not (teller.here or teller.totals.sent):
        return []
    said = []
    for name in teller.totals.people.last_known:
        seen = when(teller, _last_day(teller.at(name)))
        (whose,) = teller.actors([name])[:1] or [selected_name(teller.atlas, teller.words, name)]
        said.append(teller.words.say("situation.uncounted.older", name=whose, when=seen))
    return said


def _last_day(state: State) -> str:
    return state.last_said or (state.last_confirmed or date.min).isoformat()


def _unknown(teller: SentenceBuilder) -> list[str]:
    totals, words = teller.totals, teller.words
    subjects = teller.atlas.subjects
    lapsed = [name for name in totals.unconfirmed if name not in totals.promised]
    disputed = [name for name in totals.disputed if subjects[name].programme == totals.programme != ""]
    counts = {"announced": len(lapsed), "disputed": len(disputed)}
    purpose = teller.purpose(lapsed)
    return [
        words.say(f"situation.unknown.{key}.{form(n)}", n=words.spelled(n), purpose=purpose)
        for key, n in counts.items()
        if n
    ]


def _posts(teller: SentenceBuilder) -> list[str]:
    """Count the groups of posts that the sentence passes over."""
    if teller.state.nations or teller.state.kinds or teller.state.programmes or not teller.totals.programme:
        return []
    totals, words = teller.totals, teller.words
    groups = {"honorary": totals.posts_honorary, "own": totals.posts_own, "abroad": totals.posts_abroad}
    said = [
        own_ranks(teller, found) if group == "own" else words.count(f"count.{group}", len(found))
        for group, found in groups.items()
        if found
    ]
    for group, found in seen_at_work(teller).items():
        if found:
            said.append(words.say(f"posts.{group}", posts=words.count("count.attested", len(found))))
    return said


def text_alternative(words: Words, told: str, shown: int, reported: int, filters: Sequence[str]) -> str:
    """Tell in a paragraph what the view shows and hides: the text beside the picture.

    Parameters
    ----------
    words
        The language.
    told
        The sentence of the view.
    shown
        How many subjects do.
    reported
        Of how many anything is reported, filtered away or not.
    filters
        The active filters in words.
    """
    parts = [told, words.say("alternative.shown", n=words.number(shown), all=words.number(reported))]
    if filters:
        parts.append(words.say("alternative.filter", filters="; ".join(filters)))
    return " ".join(parts)
