"""Your claims, our rules: rows of a reader's own, for this session alone, beside the view as published."""

from base64 import b64encode
from html import escape

import streamlit as st

from dashboard.analysis import YOURS
from dashboard.panels.analyse.changed import show_figures, show_rows
from dashboard.panels.analyse.grid import prose
from dashboard.panels.analyse.room import Room, theme_of
from dashboard.panels.own_files import offer_own_files
from dashboard.panels.own_text import OwnText
from dashboard.text import actor_name
from dashboard.text.evidence_problems import error_lines
from dashboard.text.i18n import plain, plain_list
from dashboard.view.doubts import subject_name
from dashboard.view.view import ViewModel
from dashboard.view.yours import WithYours, added_row, with_yours
from geodata.errors import GeodataError
from geodata.patch import MOST_CHARACTERS, MOST_ROWS, header_line
from geodata.schema.fields import CONFIDENCES, STATE_ATTRIBUTES

SMALL_MAP = (380.0, 460.0)  # pixels

_own = OwnText(YOURS, MOST_CHARACTERS, ".csv,text/csv,text/plain")


def show(room: Room) -> None:
    """Draw the field for rows, what is wrong with them, or the view with them beside the view as published.

    Parameters
    ----------
    room : Room
        The choice and what follows from it.
    """
    words = room.words
    most = {"rows": words.number(MOST_ROWS), "characters": words.number(MOST_CHARACTERS)}
    prose(room, "analyse_yours_intro", [[words.say("analyse.yours.intro", **most)]])
    text = _own.text
    found, problems = None, []
    if text.strip():
        try:
            found = with_yours(room.view_model, text)
        except GeodataError as error:
            problems = error_lines(error, words)
    show_fields(room, text, found)
    if problems:
        st.error(plain(words.sentence_case(words.count("analyse.yours.problems", len(problems)))))
        st.markdown(plain_list(problems))
    if found is not None:
        show_beside(room, found)
        offer_own_files(words, found)


def show_fields(room: Room, text: str, found: WithYours | None) -> None:
    """Draw the ways to give rows: paste, a file, or a form for one row; and the button that saves the patch."""
    words = room.words
    _own.show_field(words.say("analyse.yours.paste"), header_line())
    save = {
        "text": words.say("analyse.yours.save"),
        "body": found.overlay.patch if found else "",
        "name": f"arctic-endurance-{room.atlas.release}.patch",
        "type": "text/x-patch",
    }
    _own.show_files(words, words.say("analyse.yours.pick"), save=save)
    if text:
        _own.show_forget(words.say("analyse.yours.forget"))
    with st.expander(words.say("analyse.yours.row")):
        show_form(room, text)


def show_form(room: Room, text: str) -> None:
    """Draw a form for one row."""
    words, atlas = room.words, room.atlas

    def name(subject: str) -> str:
        actor = room.world.subject(subject).actor
        return ": ".join(
            filter(None, [actor_name(atlas, words, actor) if actor else "", subject_name(atlas, words, subject)])
        )

    with st.form("analyse_yours_form", clear_on_submit=True):
        subjects = sorted(atlas.subjects, key=name)
        first, second, third = st.columns([2, 1, 1])
        subject = first.selectbox(words.say("analyse.yours.subject"), subjects, format_func=name)
        attribute = second.selectbox(
            words.say("analyse.yours.attribute"),
            STATE_ATTRIBUTES,
            format_func=lambda code: words.say(f"analyse.attribute.{code}"),
        )
        value = third.text_input(words.say("analyse.yours.value"), help=words.say("analyse.yours.value.help"))
        low, high, day, due = (
            column.text_input(words.say(f"analyse.yours.{field}"))
            for column, field in zip(st.columns(4), ("low", "high", "day", "due"), strict=True)
        )
        left, middle, right = st.columns([1, 1, 2])
        confidence = left.selectbox(
            words.say("analyse.col.confidence"),
            CONFIDENCES,
            index=1,
            format_func=lambda code: words.say(f"analyse.confidence.{code}"),
        )
        basis = middle.selectbox(
            words.say("analyse.yours.basis"),
            ("stated", "inferred"),
            format_func=lambda code: words.say(f"analyse.yours.basis.{code}"),
        )
        sources = right.multiselect(
            words.say("analyse.yours.sources"),
            sorted(atlas.sources),
            format_func=lambda id_: source_name(room, id_),
            placeholder=words.say("analyse.yours.choose"),
        )
        quote = st.text_input(words.say("analyse.yours.text"))
        if st.form_submit_button(words.say("analyse.yours.add")):
            typed = {
                "subject": str(subject),
                "attribute": str(attribute),
                "value": value,
                "low": low,
                "high": high,
                "day": day,
                "due": due,
                "basis": str(basis),
                "confidence": str(confidence),
                "sources": ";".join(sources),
                "text": quote,
            }
            _own.keep(added_row(text, atlas, typed))
            st.rerun()


def source_name(room: Room, ident: str) -> str:
    """Name a source in a list."""
    source = room.atlas.sources[ident]
    return ", ".join(filter(None, [source.publisher, source.title, source.published]))


def show_beside(room: Room, found: WithYours) -> None:
    """Draw the view as published beside the view with these rows, and name each difference."""
    words = room.words
    st.markdown(plain(words.sentence_case(words.count("analyse.yours.rows", len(found.overlay.rows)))))
    sides = (("published", room.view_model), ("with", found.view_model))
    with st.container(key="analyse_yours_beside"):
        columns = st.columns(2)
    for column, (name, view_model) in zip(columns, sides, strict=True):
        with column:
            st.markdown(f"**{plain(words.say(f'analyse.yours.{name}'))}**")
            st.markdown(plain(view_model.sentence))
            picture(view_model, words.say(f"analyse.yours.{name}"), theme_of(room.choice))
    if not found.difference.rows:
        st.info(plain(words.say("analyse.yours.same")))
        return
    show_figures(room, found.difference)
    show_rows(room, found.difference, "analyse_yours_rows", words.say("analyse.yours.with"), linked=False)


def picture(view_model: ViewModel, name: str, theme: str) -> None:
    """Draw a small map within the page: nobody else may ask the server for it."""
    from dashboard.drawing.svg_map import map_svg

    body = map_svg(view_model, *SMALL_MAP, theme=theme or "light", key=False, listed=False, title=False)
    data = b64encode(body.encode()).decode("ascii")
    st.html(f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(name, quote=True)}">')
