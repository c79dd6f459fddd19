"""The page: reads the address, asks for what it shows and draws it. Each run is one pass from top to bottom."""

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import map as arctic_map
from dashboard.analysis import NOTHING, YOURS
from dashboard.export import View
from dashboard.panels import dialogs, header, notices, own_story, paper, table
from dashboard.panels.component import page_address
from dashboard.panels.documents import offer_documents
from dashboard.panels.filters import show_fields
from dashboard.panels.sentence import address_of, mend_of, sentence_data, show_sentence
from dashboard.payloads.contract import Marks
from dashboard.present.story import own_scenes
from dashboard.public_address import LONG
from dashboard.release import OURS, Release, current_release, kept_release
from dashboard.state import Notice, ViewState, query_of
from dashboard.text import aside_words, situation
from dashboard.text.i18n import choose_language, words_of
from dashboard.view.preview import title_of
from dashboard.view.view import ViewModel, found, parse_query, resolve_view, vocabulary, world_at
from geodata.errors import GeodataError

if TYPE_CHECKING:
    from dashboard.view.yours import WithYours

Address = list[tuple[str, str]]
RELEASE = "release"


def main() -> None:
    """Show the page."""
    address = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    choice, faults = parse_query(address)
    words = words_of(choose_language(choice.lang, browser_languages()))
    view_model = resolve_view(choice, words)
    st.set_page_config(
        page_title=title_of(view_model),
        layout="wide",
        menu_items={"About": words.say("about")},
    )
    first = st.container(key="first")
    head, above, notes, pane = (first.container(key=key) for key in ("top", "sentence_area", "notes", "pane"))
    below = st.container(key="below")
    view = view_model.view
    yours = own_claims(view_model)
    with pane:
        draw_map(address, view_model, yours)
    with above:
        tell(address, view_model, faults)
    with notes:
        if choice.release and not current_release.is_newest():
            notices.show_earlier(words, current_release())
        notices.show(
            current_release().atlas, words, faults, aside_words(view_model.world, words), current_release().drawing
        )
        if LONG in address:
            notices.show_long(words)
        own_story.show_broken(words)
        if yours:
            from dashboard.panels.yours import show_with_yours

            show_with_yours(view_model, yours)
    # Late, for they show already what was chosen in them; the table, which lies below the first screen, comes last.
    with head:
        asked_for = draw_head(view_model)
        shown = view_model.state
        show_fields(current_release().atlas, shown, words, vocabulary(), world_at(shown.as_of, shown.known_by))
    with below:
        if view_model.state.analysing:
            from dashboard.panels.analyse import show_room  # here, so that the map waits for none of it

            show_room(view_model)
        else:
            draw_below(view_model, view, yours)
    open_dialog(asked_for, view_model, view, yours)
    header.opened()


def browser_languages() -> str:
    """List the reader's languages, the first as the browser's own script tells it."""
    return ",".join(filter(None, [st.context.locale, st.context.headers.get("Accept-Language")]))


def draw_map(address: Address, view_model: ViewModel, yours: "WithYours | None") -> None:
    """Send the view message: the first thing of a run, for it is what the reader waits for.

    It holds the reader's own choice; what a scene shows the frame knows itself.
    """
    marks, changes = marked(view_model, yours)
    message = arctic_map.view_message(
        view_model.choice,
        address=address,
        release=current_release().release,
        lang=view_model.words.lang,
        among=view_model.among,
        situation=situation(view_model.builder),
        programme=view_model.builder.totals.programme,
        text_alternative=" ".join(filter(None, [view_model.text_alternative, changes])),
        tale=own_story.message(),
        marks=marks,
    )
    arctic_map.draw(arctic_map.encode(message))


def own_claims(view_model: ViewModel) -> "WithYours | None":
    """Return the view with the claims that the reader gave in this session; None where none of them can be used."""
    text = str(st.session_state.get(YOURS, ""))
    if not text.strip() or view_model.choice.in_story:
        return None
    from dashboard.view.yours import with_yours  # here, so that the map waits for none of it

    try:
        return with_yours(view_model, text)
    except GeodataError:  # the Analyse room lists what is wrong with them
        return None


def marked(view_model: ViewModel, yours: "WithYours | None") -> tuple[Marks | None, str]:
    """Return what an analysis lays over the map, and what changed in words; a map at rest asks for none of it."""
    choice = view_model.choice
    if not choice.more.area and choice.analysis == NOTHING and yours is None:
        return None, ""
    from dashboard.view.marks import changes_of, changes_text, marks_of

    changes = changes_of(view_model)
    return marks_of(view_model, changes, yours), changes_text(changes) if changes else ""


def tell(address: Address, view_model: ViewModel, faults: tuple[Notice, ...]) -> None:
    """Show the sentence and the active filters; from a scene they lead on into the map."""
    data = sentence_data(
        view_model.fragments, view_model.filters, view_model.choice, faults, vocabulary(), view_model.words
    )
    if LONG in address:  # the next choice begins without it
        data["faults"] = [*data["faults"], LONG[0]]
    show_sentence(data | {"mend": mend_of(address)})


def draw_head(view_model: ViewModel) -> str:
    """Draw the header; return the dialog that its menu asks for, or nothing."""
    words, state = view_model.words, view_model.state
    asof = words.day(state.as_of, short=True)
    if state.known_by:
        day_shown = words.say("header.known", day=asof, known=words.day(state.known_by, short=True))
    else:
        day_shown = words.say("header.asof", day=asof)
    days = [day_shown, words.say("header.evidence", day=words.day(current_release().atlas.evidence_to, short=True))]
    return header.show_header(words, days, view_model.choice, vocabulary(), lambda text: found(text, words.lang)[0])


def draw_below(view_model: ViewModel, view: View, yours: "WithYours | None") -> None:
    """Draw the table; its script waits until the map stands."""
    if not view.rows:
        notices.show_empty(view_model.words, view_model.state.as_of, view_model.texts)
    analyse = address_of(view_model.state.but(view="analyse"), vocabulary())
    rows = yours.difference.rows if yours else ()
    cells = {row.subject: view.words.say("yours.cell", state=row.after) for row in rows}
    table.show_table(view, view_model.state.sel, taken_by(view_model), analyse, cells)


def taken_by(view_model: ViewModel) -> str:
    """Write the query by which files of this view are asked for: only what says which rows, and in which language."""
    release = view_model.choice.release or ("" if current_release.is_newest() else current_release().release)
    choice = known_to_all(view_model).but(lang=view_model.words.lang, sel="", proj="laea", theme="", release=release)
    if not choice.analysing:
        choice = choice.but(analysis=NOTHING)
    return address_of(choice, vocabulary())


def known_to_all(view_model: ViewModel) -> ViewState:
    """Return the choice as an address that others can follow: a scene of an own story is a view to them."""
    choice = view_model.choice
    return view_model.state if choice.in_story and own_scenes() else choice


def open_dialog(asked_for: str, view_model: ViewModel, view: View, yours: "WithYours | None") -> None:
    """Open what the menu asked for."""
    words, atlas = view.words, current_release().atlas
    if asked_for == header.SHARE:
        dialogs.share(words, address_of(known_to_all(view_model), vocabulary()), page_address())
    elif asked_for == header.TAKE:
        shown = address_of(known_to_all(view_model).but(lang=words.lang), vocabulary())
        taken = taken_by(view_model)
        sizes = dialogs.sizes_at(taken)
        more, beside = partial(offer_documents, view_model, shown, sizes), None
        if yours:
            from dashboard.panels.yours import tell_of_files

            beside = partial(tell_of_files, view_model, yours)
        dialogs.download(view, taken, page_address(), more, beside)
    elif asked_for == header.PAPER or (not asked_for and paper.is_open()):
        paper.show(words)
    elif asked_for == header.SCENE:
        own_story.show_scene(view_model)
    elif asked_for == header.OWN:
        own_story.show(words)
    elif asked_for == header.HOW:
        facts = dialogs.facts_of(view, atlas.evidence_to)
        links = dialogs.disputed_links(view, lambda sel: address_of(view_model.choice.but(sel=sel), vocabulary()))
        dialogs.how_we_know(words, facts, *dialogs.read_credits(words, OURS / "manifest.json"), links)


def own_release() -> Release:
    """Give a visit the release that its address names, else the one it began with, for as long as that is kept here.

    So new evidence moves nothing under a reader's hands; who loads the page anew gets the newest.
    """
    address = query_of((key, value) for key in st.query_params for value in st.query_params.get_all(key))
    found = kept_release(address.get("release", "")) or kept_release(st.session_state.get(RELEASE, ""))
    found = found or current_release()
    st.session_state[RELEASE] = found.release
    return found


def run() -> None:
    """Show the page, or what is wrong with the evidence when none of it can be read."""
    try:
        release = own_release()
    except GeodataError as error:
        notices.show_unreadable(words_of(choose_language("", browser_languages())), error.problems)
        return
    # One run shows one release, whatever is swapped meanwhile, and the story of its own session.
    with current_release.pinned(release), own_story.in_effect():
        main()


run()
