"""The situation nation by nation for the empty card slot, and the text beside the picture."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict

from dashboard.text.composer import KIND_DRILLDOWN, SentenceBuilder
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
NOTE_DRILLDOWNS = {
    "uncounted": "unverified",
    "there": "outside",
}  # on a day about no exercise nothing is counted, only told


class SituationRow(TypedDict):
    """One line of the situation; `sel` names what it opens, `drilldown` the rows where it opens no subject."""

    name: str
    number: str
    note: str
    sel: str
    drilldown: str


class Situation(TypedDict):
    """The situation as the empty card slot draws it; `drilldowns` names the rows behind each note, or nothing."""

    title: str
    rows: list[SituationRow]
    notes: list[str]
    drilldowns: list[str]


def situation(builder: SentenceBuilder) -> Situation:
    """Tell who is there nation by nation, then who is to come, then what is not counted and not known.

    Parameters
    ----------
    builder : SentenceBuilder
        World, choice and language.
    """
    totals = builder.totals
    title = builder.programme_name() if totals.programme else builder.words.say("situation.title")
    rows = _people(builder) if totals.programme and builder.speaks_of(CONTINGENT, [*PRESENT, ANNOUNCED]) else []
    rows += _sites(builder)
    rows = rows[:MOST_ROWS] or _groups(builder)
    notes = _notes(builder, {row["sel"] for row in rows})
    if not rows and not notes:
        notes = _rest(builder) or [builder.words.say("situation.sifted" if builder.sifted else "situation.nothing")]
    drilldowns = [_drilldown(builder, note) for note in notes]
    return Situation(title=title, rows=rows, notes=notes[:MOST_NOTES], drilldowns=drilldowns[:MOST_NOTES])


def _rest(builder: SentenceBuilder) -> list[str]:
    """Name by status what is only considered, will not come or is over, where that is all."""
    words, states = builder.words, builder.world.states
    found: dict[str, list[str]] = {}
    for name, state in states.items():
        if state.step:
            found.setdefault(state.step, []).append(selected_name(builder.atlas, words, name))
    return [
        words.say("situation.rest", step=words.sentence_case(words.say(f"step.{step}")), what=words.listing(names))
        for step, names in found.items()
    ]


def _people(builder: SentenceBuilder) -> list[SituationRow]:
    """Lay out the contingents: present nations apart, those to come together; if nobody is there, who was last seen."""
    totals, people = builder.totals, builder.totals.people
    words = builder.words
    to_come = [
        *_together(builder, totals.sent, words.say("situation.way"), "sent"),
        *_announced(builder, totals.announced or (() if builder.here else totals.unconfirmed)),
    ]
    room = MOST_ROWS - len(to_come)
    here = [name for name in builder.here if name not in totals.craft] or builder.here
    if here or totals.sent:
        return [*_nations(builder, here, room), *to_come]
    if people.last_known:
        return [*_nations(builder, people.last_known, room), *to_come]
    return to_come


def _nations(builder: SentenceBuilder, subjects: Sequence[str], room: int) -> list[SituationRow]:
    """Give each nation its row, the largest first; what has no room shares the last one."""
    by_nation: dict[str, list[str]] = {}
    for name in subjects:
        by_nation.setdefault(builder.world.subject(name).actor, []).append(name)
    ordered = sorted(by_nation.values(), key=lambda names: -sum(most(builder.at(name)) for name in names))
    if len(ordered) <= room:
        return [_row(builder, names) for names in ordered]
    rest = [name for names in ordered[room - 1 :] for name in names]
    named = [_row(builder, names) for names in ordered[: room - 1]]
    return [*named, *_together(builder, rest, _note(builder, rest[:1]), "forces")]


def _row(builder: SentenceBuilder, names: Sequence[str]) -> SituationRow:
    code = builder.world.subject(names[0]).actor
    sel = names[0] if len(names) == 1 or code == UNNAMED else f"nation:{code}"
    name = builder.words.sentence_case(builder.name(code))
    return SituationRow(name=name, number=_number(builder, names), note=_note(builder, names), sel=sel, drilldown="")


def _number(builder: SentenceBuilder, names: Sequence[str]) -> str:
    states = [builder.at(name) for name in names if has_number(builder.at(name))]
    if not states:
        return builder.words.say("situation.number.none")
    low = sum(state.low or 0 for state in states)
    return builder.words.span(low or None, sum(map(most, states)), any(state.rounded for state in states))


def _note(builder: SentenceBuilder, names: Sequence[str]) -> str:
    """Say where they are, that nobody said how many, and when they were last reported."""
    words = builder.words
    states = [builder.at(name) for name in names]
    nowhere = not any(spot.place for state in states for spot in state.spots if spot.place != GREENLAND)
    parts = [] if nowhere and all_sent(states) else [_places(builder, states)]  # nobody says where before they arrive
    if not any(has_number(state) for state in states):
        announced = had_announced(builder, names[0]) if len(names) == 1 else ""
        key = "situation.no_number.said" if announced else "situation.no_number"
        parts.append(words.say(key, n=announced))
    if all_sent(states):
        parts.append(words.say("situation.way"))
    seen = [state for state in states if state.last_confirmed]
    if seen and all(state.last_known for state in states):
        last = max(seen, key=lambda state: (state.last_confirmed or date.min, state.subject))
        parts.append(words.say("situation.last", when=when(builder, _last_day(last))))
    return ", ".join(filter(None, parts))


def _places(builder: SentenceBuilder, states: Sequence[State]) -> str:
    words, atlas = builder.words, builder.atlas
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


def _together(builder: SentenceBuilder, subjects: Sequence[str], note: str, drilldown: str) -> list[SituationRow]:
    """Put several nations into one row: their names if they are few, and the number of their people if all gave one."""
    if not subjects:
        return []
    names = builder.actors(subjects)
    few = len(names) <= MOST_TOGETHER
    name = builder.words.listing(names) if few else builder.words.count("situation.nations", builder.nations(subjects))
    all_said = all(has_number(builder.at(one)) for one in subjects)
    number = _number(builder, subjects) if all_said else ""
    sel = subjects[0] if len(subjects) == 1 else ""
    return [
        SituationRow(name=builder.words.sentence_case(name), number=number, note=note, sel=sel, drilldown=drilldown)
    ]


def _announced(builder: SentenceBuilder, subjects: Sequence[str]) -> list[SituationRow]:
    """Lay out promises: a joint number with the places of its parts, else the nations together."""
    wholes = [name for name in builder.behind["joint"] if name in subjects]
    if not wholes:
        drilldown = "announced" if subjects == builder.totals.announced else "unconfirmed"
        return _together(builder, subjects, builder.words.say("situation.announced"), drilldown)
    words = builder.words
    parts = [name for name in builder.totals.promised if name in subjects]
    time = time_of(builder, wholes[0])
    note = words.say("situation.announced.due", time=time) if time else words.say("situation.announced")
    if builder.at(wholes[0]).unconfirmed:
        note = words.say("situation.lapsed", note=note)
    nations, named = nations_said(builder, wholes[0]), builder.nations(parts)
    joint = words.sentence_case(words.count("situation.joint", nations or named))
    rows = [SituationRow(name=joint, number=_number(builder, wholes[:1]), note=note, sel=wholes[0], drilldown="")]
    if nations not in (0, named):
        silent = not any(has_number(builder.at(name)) for name in parts)
        text = words.sentence_case(words.count("situation.named", named))
        watching = builder.nations([name for name in parts if observe(builder.atlas.claims_of[name])])
        notes = [words.count("situation.named.observers", watching)] if watching else []
        notes += [words.say("situation.named.none")] if silent else []
        rows.append(SituationRow(name=text, number="", note=", ".join(notes), sel=wholes[0], drilldown=""))
    return [*rows, *_placed(builder, parts)]


def _placed(builder: SentenceBuilder, parts: Sequence[str]) -> list[SituationRow]:
    """Name the parts of which a place within Greenland was announced."""
    words = builder.words
    by_place: dict[str, list[str]] = {}
    for name in parts:
        if builder.at(name).place not in ("", GREENLAND):
            by_place.setdefault(builder.at(name).place, []).append(name)
    rows = []
    for place, names in by_place.items():
        text = words.count("situation.nations", builder.nations(names)) if len(names) > MOST_TOGETHER else ""
        shown = words.sentence_case(text or words.listing(builder.actors(names)))
        at = words.say("situation.place.planned", place=place_name(builder.atlas, words, place))
        sel = names[0] if len(names) == 1 else f"place:{place}"
        rows.append(SituationRow(name=shown, number="", note=at, sel=sel, drilldown=""))
    return rows


def _groups(builder: SentenceBuilder) -> list[SituationRow]:
    """Lay out what stands where the view is about no people: posts by group, sites by kind."""
    words = builder.words
    rows = [
        (f"map.group.{group}", drilldown, len(builder.behind[drilldown]))
        for group, drilldown in (
            ("office", "posts_open"),
            ("honorary", "posts_honorary"),
            ("own", "posts_own"),
            ("abroad", "posts_abroad"),
        )
    ]
    found, coming = builder.behind["sites"], builder.behind["sites_announced"]
    kinds = ("base", "command", "outpost", "ship")
    lines = [
        SituationRow(name=words.say(key), number=words.number(n), note="", sel="", drilldown=drilldown)
        for key, drilldown, n in rows
        if n
    ]
    for kind in kinds:
        of_kind = [name for name in found if builder.atlas.subjects[name].kind == kind]
        number, more = len(of_kind), sum(builder.atlas.subjects[name].kind == kind for name in coming)
        note = words.say("situation.sites.more", n=words.spelled(more)) if more else _run_by(builder, of_kind)
        if number or more:
            name, drilldown = words.say(f"kind.{kind}"), KIND_DRILLDOWN + kind
            lines.append(SituationRow(name=name, number=words.number(number), note=note, sel="", drilldown=drilldown))
    return lines


def _run_by(builder: SentenceBuilder, sites: Sequence[str]) -> str:
    """Name who ran some sites on the day looked at; of what nobody is named for, say so."""
    words, unnamed = builder.words, sum(not builder.world.subject(name).actor for name in sites)
    rest = [words.count("situation.sites.unnamed", unnamed)] if unnamed else []
    return words.listing([*builder.actors(sites), *rest])


def _sites(builder: SentenceBuilder) -> list[SituationRow]:
    """Give each site of a standing presence of which a number of people is known its row."""
    if builder.totals.programme != STANDING_PRESENCE:
        return []
    words, found = builder.words, [name for name in builder.behind["sites"] if has_number(builder.at(name))]
    return [
        SituationRow(
            name=selected_name(builder.atlas, words, name),
            number=_number(builder, [name]),
            note="",
            sel=name,
            drilldown="",
        )
        for name in sorted(found, key=lambda name: -most(builder.at(name)))
    ]


def _notes(builder: SentenceBuilder, in_rows: Collection[str]) -> list[str]:
    words = builder.words
    unsure = (*builder.totals.hearsay, *doubtful_presence(builder))
    kinds = (
        ("uncounted" if builder.totals.programme else "there", _uncounted(builder)),
        ("hearsay", [words.within(selected_name(builder.atlas, words, name)) for name in unsure]),
        ("sites", _promised_sites(builder)),
        ("posts", _posts(builder)),
    )
    notes = [words.say(f"situation.{key}", what=words.listing(what)) for key, what in kinds if what]
    unknown = "; ".join(_unknown(builder, in_rows))
    if unknown:
        notes = [*notes[: MOST_NOTES - 1], words.say("situation.unknown", what=words.sentence_case(unknown))]
    return notes


def _drilldown(builder: SentenceBuilder, note: str) -> str:
    """Name the rows behind a note, if it is of what is there and not counted."""
    return next(
        (drilldown for key, drilldown in NOTE_DRILLDOWNS.items() if note.startswith(_before_names(builder, key))), ""
    )


def _before_names(builder: SentenceBuilder, key: str) -> str:
    """Give the words with which a note begins."""
    return builder.words.say(f"situation.{key}", what="\ue000").partition("\ue000")[0]


def _promised_sites(builder: SentenceBuilder) -> list[str]:
    """Name the sites that are announced and not in use."""
    names = builder.behind["sites_announced"]
    return [builder.words.within(selected_name(builder.atlas, builder.words, name)) for name in names]


def _uncounted(builder: SentenceBuilder) -> list[str]:
    """Say what is there and not counted: unverified numbers, and the contingents of other programmes by name."""
    totals, words = builder.totals, builder.words
    numbered = [name for name in totals.unverified if has_number(builder.at(name))]
    notes = []
    if numbered:
        rounded = any(builder.at(name).rounded for name in numbered)
        number = words.about(words.number(sum(most(builder.at(name)) for name in numbered)), rounded)
        notes.append(words.say("situation.uncounted.unverified", n=number))
    for name in totals.outside:
        if name not in numbered:
            name_shown = words.within(selected_name(builder.atlas, words, name))
            doubtful = name in totals.unverified
            notes.append(words.say("situation.uncounted.doubtful", name=name_shown) if doubtful else name_shown)
    return notes + _older(builder)


def _older(builder: SentenceBuilder) -> list[str]:
    """Name beside those who are there whoever is only last known, each with its day; else the rows name them."""
    if not (builder.here or builder.totals.sent):
        return []
    notes = []
    for name in builder.totals.people.last_known:
        seen = when(builder, _last_day(builder.at(name)))
        (whose,) = builder.actors([name])[:1] or [selected_name(builder.atlas, builder.words, name)]
        notes.append(builder.words.say("situation.uncounted.older", name=whose, when=seen))
    return notes


def _last_day(state: State) -> str:
    return state.last_said or (state.last_confirmed or date.min).isoformat()


def _unknown(builder: SentenceBuilder, in_rows: Collection[str]) -> list[str]:
    """Say whose announcement nobody followed up, unless a row says so already, and how much is disputed."""
    totals, words = builder.totals, builder.words
    subjects = builder.atlas.subjects
    lapsed = [name for name in totals.unconfirmed if name not in totals.promised and name not in in_rows]
    disputed = [name for name in totals.disputed if subjects[name].programme == totals.programme != ""]
    counts = {"announced": len(lapsed), "disputed": len(disputed)}
    purpose = builder.purpose(lapsed)
    nations = builder.actors(lapsed)
    named = bool(lapsed) and len(nations) <= MOST_TOGETHER
    told = [words.say("situation.unknown.named", nations=words.listing(nations), purpose=purpose)] if named else []
    counted = [
        words.say(f"situation.unknown.{key}.{form(n)}", n=words.spelled(n), purpose=purpose)
        for key, n in counts.items()
        if n and not (named and key == "announced")
    ]
    return told + counted


def _posts(builder: SentenceBuilder) -> list[str]:
    """Count the groups of posts that the sentence passes over."""
    if builder.state.nations or builder.state.kinds or builder.state.programmes or not builder.totals.programme:
        return []
    totals, words = builder.totals, builder.words
    groups = {"honorary": totals.posts_honorary, "own": totals.posts_own, "abroad": totals.posts_abroad}
    lines = [
        own_ranks(builder, found) if group == "own" else words.count(f"count.{group}", len(found))
        for group, found in groups.items()
        if found
    ]
    for group, found in seen_at_work(builder).items():
        if found:
            lines.append(words.say(f"posts.{group}", posts=words.count("count.attested", len(found))))
    return lines


def text_alternative(words: Words, sentence: str, shown: int, reported: int, filters: Sequence[str]) -> str:
    """Tell in a paragraph what the view shows and hides: the text beside the picture.

    Parameters
    ----------
    words : Words
        The language.
    sentence : str
        The sentence of the view.
    shown : int
        How many subjects do.
    reported : int
        Of how many anything is reported, filtered away or not.
    filters : sequence of str
        The active filters in words.
    """
    parts = [sentence, words.say("alternative.shown", n=words.number(shown), all=words.number(reported))]
    if filters:
        parts.append(words.say("alternative.filter", filters="; ".join(filters)))
    return " ".join(parts)
