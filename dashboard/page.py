"""The page: reads the address, asks the rooms, shows the result. Each run is one pass from top to bottom."""

import streamlit as st

from dashboard import map as arctic_map
from dashboard.export import View
from dashboard.feed import OURS, feed
from dashboard.outlook import Outlook, asked, found, look_out, vocabulary, world_at
from dashboard.panels import dialogs, header, notices, table
from dashboard.panels.fields import show_fields
from dashboard.panels.sentence import address_of, mend_of, sentence_data, show_sentence
from dashboard.present.story import scene_told
from dashboard.state import Notice
from dashboard.telling import Teller, aside_words, selected_name, sentence, situation, twin
from dashboard.words import choose_language, words_of
from geodata.errors import GeodataError

Address = list[tuple[str, str]]


def main() -> None:
    """Show the page."""
    address = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    own, faults = asked(address)
    words = words_of(choose_language(own.lang, browser_languages()))
    outlook = look_out(own, words)
    st.set_page_config(
        page_title=title_of(outlook),
        layout="wide",
        menu_items={"About": words.say("about")},
    )
    first = st.container(key="first")
    head, above, notes, pane = (first.container(key=key) for key in ("top", "told", "notes", "pane"))
    below = st.container(key="below")
    view = outlook.view
    with pane:
        draw_map(address, outlook, len(view.rows))
    with above:
        tell(address, outlook, faults)
    with notes:
        notices.show(feed().atlas, words, faults, aside_words(outlook.world, words), feed().drawing)
    # Late, for they show already what was chosen in them; the table, which lies below the first screen, comes last.
    with head:
        asked_for = draw_head(outlook)
        shown = outlook.state
        show_fields(feed().atlas, shown, words, vocabulary(), world_at(shown.as_of, shown.known_by))
    with below:
        draw_below(outlook, view)
    open_dialog(asked_for, outlook, view)


def browser_languages() -> str:
    """List the reader's languages, the first as the browser's own script tells it."""
    return ",".join(filter(None, [st.context.locale, st.context.headers.get("Accept-Language")]))


def title_of(outlook: Outlook) -> str:
    """Name the tab: the scene when the story is told, else what is selected, the first filters and the day."""
    words, told = outlook.words, scene_told(outlook.own)
    titles = told[1].title if told else {}
    selected = selected_name(outlook.world.atlas, words, outlook.state.sel)
    view = " · ".join([*filter(None, [selected]), *outlook.texts[:2], words.day(outlook.state.as_of)])
    about = titles.get(words.lang) or titles.get("en") or view
    return f"{about} · {words.say('title')}"


def draw_map(address: Address, outlook: Outlook, shown: int) -> None:
    """Send the view message: the first thing of a run, for it is what the reader waits for.

    It holds the reader's own choice; what a scene shows the frame knows itself.
    """
    teller = Teller(outlook.world, outlook.state, outlook.words)
    message = arctic_map.view_message(
        outlook.own,
        address=address,
        release=feed().release,
        lang=outlook.words.lang,
        match=outlook.match,
        situation=situation(teller),
        programme=teller.totals.programme,
        twin=twin(teller, shown, len(outlook.all_rows), outlook.texts),
    )
    arctic_map.draw(arctic_map.encode(message))


def tell(address: Address, outlook: Outlook, faults: tuple[Notice, ...]) -> None:
    """Show the sentence and the active filters; from a scene they lead on into the map."""
    pieces = sentence(Teller(outlook.world, outlook.state, outlook.words))
    data = sentence_data(pieces, outlook.filters, outlook.own, faults, vocabulary(), outlook.words)
    show_sentence(data | {"mend": mend_of(address)})


def draw_head(outlook: Outlook) -> str:
    """Draw the header; return the dialog that its menu asks for, or nothing."""
    words, state = outlook.words, outlook.state
    asof = words.day(state.as_of, short=True)
    if state.known_by:
        told = words.say("header.known", day=asof, known=words.day(state.known_by, short=True))
    else:
        told = words.say("header.asof", day=asof)
    days = [told, words.say("header.evidence", day=words.day(feed().atlas.evidence_to, short=True))]
    return header.show_header(words, days, outlook.own, vocabulary(), lambda text: found(text, words.lang)[0])


def draw_below(outlook: Outlook, view: View) -> None:
    """Draw the table; its script waits until the map stands."""
    if not view.rows:
        notices.show_empty(outlook.words, outlook.state.as_of, outlook.texts)
    table.show_table(view, outlook.state.sel, taken_by(outlook))


def taken_by(outlook: Outlook) -> str:
    """Write the query by which files of this view are asked for: only what says which rows, and in which language."""
    return address_of(outlook.own.but(lang=outlook.words.lang, sel="", proj="laea", theme=""), vocabulary())


def open_dialog(asked_for: str, outlook: Outlook, view: View) -> None:
    """Open what the menu asked for."""
    words, atlas = view.words, feed().atlas
    if asked_for == header.SHARE:
        dialogs.share(words, address_of(outlook.own, vocabulary()))
    elif asked_for == header.TAKE:
        dialogs.download(view, taken_by(outlook))
    elif asked_for == header.HOW:
        facts = dialogs.facts_of(view, atlas.evidence_to)
        links = dialogs.disputed_links(view, lambda sel: address_of(outlook.own.but(sel=sel), vocabulary()))
        dialogs.how_we_know(words, facts, *dialogs.read_credits(words, OURS / "manifest.json"), links)


def run() -> None:
    """Show the page, or what is wrong with the evidence when none of it can be read."""
    try:
        feed()
    except GeodataError as error:
        notices.show_unreadable(words_of(choose_language("", browser_languages())), error.problems)
        return
    main()


run()
