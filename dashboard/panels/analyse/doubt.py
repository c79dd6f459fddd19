"""Doubt: how strong the view is, who disagrees and why one is used, what hangs on whom, and the page of a claim."""

from collections.abc import Sequence

import streamlit as st

from dashboard.analysis import CLAIM
from dashboard.charts.chart import Column
from dashboard.panels.analyse.grid import Line, Linked, grid, number, prose, sentence
from dashboard.panels.analyse.origins import show_origins, show_sources
from dashboard.panels.analyse.room import Room, links
from dashboard.text import selected_name
from dashboard.text.i18n import plain
from dashboard.view.doubts import (
    BESIDE,
    RivalRow,
    bases_of,
    claim_value,
    disagreements,
    is_known,
    removal_name,
    removals_in_view,
    rivals_of,
    speakers,
    subject_name,
    web_address,
)
from dashboard.view.scene import scene_of
from geodata.model import Source
from geodata.sensitivity import Removal, Strength

RIVALS = ("what", "role", "attribute", "says", "who", "day", "confidence", "reason", "link")
HANGS = ("kind", "taken", "low", "high", "fallen", "changed")
MOST = 150  # removals that are shown: those with the most damage


def show(room: Room) -> None:
    """Draw a list of sources where one is open; else the page of the chosen claim, and every doubt about the view.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words, sel, scene = room.words, room.choice.sel, scene_of(room.view_model)
    if room.choice.analysis.sources:
        show_sources(room, scene)
        return
    if sel.startswith(CLAIM):
        show_claim(room, sel.removeprefix(CLAIM))
    elif sel in room.atlas.subjects and room.world.everywhere[sel].rivals:
        st.markdown(f"**{plain(subject_name(room.atlas, words, sel))}**")
        show_rivals(room, "analyse_rivals", rivals_of(room.world, sel))
    programme = scene.scope.programme
    found, strong = removals_in_view(room.view_model, programme)
    prose(room, "analyse_strength", [strength_line(room, strong)])
    st.subheader(plain(words.say("analyse.doubt.disputed")), anchor=False)
    disputed = disagreements(room.world)
    if disputed:
        prose(room, "analyse_disputed_note", [[words.say("analyse.doubt.disputed.note")]], note=True)
        show_rivals(room, "analyse_disputed", disputed)
    else:
        st.info(plain(words.say("analyse.doubt.disputed.none")))
    st.subheader(plain(words.say("analyse.origins")), anchor=False)
    show_origins(room, programme, strong)
    st.subheader(plain(words.say("analyse.doubt.hangs")), anchor=False)
    counted = room.rows("counted")
    low, high = (number(room, count, counted) for count in (strong.low, strong.high))
    prose(room, "analyse_hangs_note", [sentence(words.say, "analyse.doubt.hangs.note", low=low, high=high)], note=True)
    show_removals(room, found[:MOST])


def strength_line(room: Room, strong: Strength) -> list[Linked | str]:
    """Say in one line on how much the view rests; each number opens its rows."""
    words = room.words

    def span(low: int | None, high: int | None, href: str) -> Linked:
        text = words.span(low, high)
        return Linked(text, href) if text else Linked(words.say("analyse.fact.nobody"))

    official = room.choice.more.but(saidby=("official",))
    return sentence(
        words.say,
        "analyse.doubt.strength",
        n=number(room, strong.states, room.rows()),
        one=number(room, len(strong.one_source), room.rows("one_source")),
        root=number(room, len(strong.one_root), room.rows("one_root")),
        official=span(strong.official_low, strong.official_high, room.rows("counted", more=official)),
        headline=span(strong.low, strong.high, room.rows("counted")),
        widest=span(strong.widest_low, strong.widest_high, room.rows("contested")),
    )


def show_rivals(room: Room, key: str, rows: Sequence[RivalRow]) -> None:
    """Draw claims that disagree; what a claim says opens its page, the last column its source."""
    words = room.words
    columns = [Column(name, words.say(f"analyse.col.{name}")) for name in RIVALS]
    chosen = room.choice.sel.removeprefix(CLAIM)
    lines = [Line(rival_cells(room, row), row.claim == chosen) for row in rows]
    grid(room, key, columns, lines, words.say("analyse.doubt.disputed"))


def rival_cells(room: Room, row: RivalRow) -> dict[str, Linked | str]:
    """Write the cells of one claim."""
    words, atlas = room.words, room.atlas
    claim = atlas.claims[row.claim]
    value = claim_value(atlas, words, claim)
    opens = room.href(room.choice.but(view="analyse", sel=CLAIM + row.claim))
    link = web_address(atlas, claim.sources)
    return {
        "what": Linked(subject_name(atlas, words, row.subject), room.on_map(row.subject)),
        "role": words.say(f"analyse.doubt.{row.role}"),
        "attribute": words.say(f"analyse.attribute.{claim.attribute}"),
        "says": Linked(value or words.say("analyse.doubt.claim"), opens),
        "who": speakers(atlas, words, claim),
        "day": Linked(words.partial(claim.day, short=True), rank=claim.day),
        "confidence": words.say(f"analyse.confidence.{claim.confidence}"),
        "reason": words.say(f"analyse.reason.{row.reason}") if row.role == BESIDE and row.reason else "",
        "link": Linked(words.say("analyse.open.source"), link) if link else "",
    }


def show_removals(room: Room, found: Sequence[Removal]) -> None:
    """Draw what would fall with each claim, source and group; each opens its claim or its source."""
    words, atlas = room.words, room.atlas
    columns = [Column(name, words.say(f"analyse.col.{name}"), name in ("low", "high", "changed")) for name in HANGS]
    lines = []
    for one in found:
        sel = CLAIM + one.ids[0] if one.kind == "claim" else f"source:{one.ids[0]}"
        opens = room.href(room.choice.but(view="analyse" if one.kind == "claim" else "map", sel=sel))
        cells: dict[str, Linked | str | Sequence[Linked]] = {
            "kind": words.say(f"analyse.removal.{one.kind}"),
            "taken": Linked(removal_name(atlas, words, one), opens),
            **{name: number(room, getattr(one, name), opens) for name in ("low", "high")},
            "fallen": [Linked(subject_name(atlas, words, name), room.on_map(name)) for name in one.fallen],
            "changed": number(room, len(one.changes), opens),
        }
        lines.append(Line(cells, sel == room.choice.sel))
    grid(room, "analyse_hangs", columns, lines, words.say("analyse.doubt.hangs"))


def show_claim(room: Room, ident: str) -> None:
    """Draw the page of a claim: its text, its sources, its rivals, and the states that rest on it."""
    words, atlas = room.words, room.atlas
    claim = atlas.claims[ident]
    with st.container(key="analyse_claim", border=True):
        st.markdown(f"**{plain(words.say('analyse.claim.title', name=subject_name(atlas, words, claim.subject)))}**")
        st.markdown(plain(claim.text))
        attribute = words.say(f"analyse.attribute.{claim.attribute}")
        value, day = claim_value(atlas, words, claim), words.partial(claim.day) or words.say("analyse.claim.undated")
        sure = words.say(f"analyse.confidence.{claim.confidence}")
        st.markdown(plain(f"{attribute}: {value} · {day} · {sure} · {ident}"))
        if not is_known(atlas, ident, room.choice.known_by):
            st.caption(plain(words.say("analyse.claim.later")))
        st.markdown("\n".join(f"- {source_line(room, atlas.sources[name])}" for name in claim.sources))
        bases = bases_of(atlas, ident, room.choice.known_by)
        st.markdown(plain(words.say("analyse.claim.states" if bases else "analyse.claim.no_states")))
        lines = [
            words.say(
                f"analyse.claim.role.{basis.role}",
                first=words.day(basis.first, short=True) if basis.first.year > 1 else words.say("analyse.claim.always"),
                last=words.day(basis.last, short=True) if basis.last.year < 9999 else words.say("analyse.claim.still"),
            )
            for basis in bases
        ]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        name = selected_name(atlas, words, claim.subject)
        links(
            room,
            "analyse_claim_ways",
            [
                (words.say("analyse.table.map", name=name), room.on_map(claim.subject)),
                (words.say("analyse.claim.rivals"), room.href(room.with_analysis(tab="doubt").but(sel=claim.subject))),
            ],
        )


def source_line(room: Room, source: Source) -> str:
    """Write a source as a line of Markdown, with its address where it has one that can be linked."""
    words = room.words
    day = words.partial(source.published) or words.say("analyse.claim.undated")
    kind = words.say(f"analyse.source.{source.kind}")
    text = plain(", ".join(filter(None, [source.publisher, source.title, day, kind])))
    url = source.url
    return f"[{text}]({url})" if url.startswith("https://") and not set(url) & set(" ()<>") else text
