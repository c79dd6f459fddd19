"""What the menu opens: the link to share, the files to take along, and how we know."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.export import FORMATS, View
from dashboard.export.citations import STYLES
from dashboard.export.notebook import NOTEBOOKS, lines_of
from dashboard.panels.component import element
from dashboard.panels.programs import show_programs
from dashboard.panels.table import files_of
from dashboard.public_address import EMBEDDED, MAP, may_be_framed
from dashboard.text import whose
from dashboard.text.i18n import Words, plain
from geodata.model import EVER, lang_of, text_in

KEYBOARD = ("page", "map", "timeline", "table", "story")
RULES = ("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8")

CITATION_PX = 180

_share = element("share")
_list = element("list")
_files = element("files")


def share(words: Words, address: str, page: str = "") -> None:
    """Show the address of the view, with a button that copies it and one for the system's share sheet.

    Where others may frame the map, also the lines that frame the view.

    Parameters
    ----------
    words : Words
        The language.
    address : str
        The query of the view; the browser knows what stands before it.
    page : str
        The address of the page without its query, for the lines that frame it.
    """
    labels = {name: words.say(f"share.{key}") for name, key in SHARE_WORDS.items()}

    @st.dialog(words.say("menu.share"))
    def box() -> None:
        st.markdown(plain(words.say("share.text")))
        _share(key="share_box", data={"href": address, "words": labels})
        if may_be_framed():
            st.markdown(f"**{plain(words.say('publish.embed'))}**\n\n{plain(words.say('publish.embed.text'))}")
            st.code(embed_lines(words, f"{page}{MAP}{EMBEDDED}{address}"), language="html", wrap_lines=True)

    box()


EMBED = (
    '<iframe src="{src}" title="{title}" width="100%" height="720" loading="lazy" style="border:0"></iframe>\n'
    "<script>addEventListener('message',function(e){document.querySelectorAll('iframe').forEach(function(f){"
    "if(f.contentWindow===e.source&&e.data&&e.data.type==='iframe-resized')f.style.height=e.data.height+'px'})})</script>"
)
"""What another page copies; the script makes the frame as high as what it shows."""


def embed_lines(words: Words, src: str) -> str:
    """Write the lines that frame a view in another page.

    Parameters
    ----------
    words : Words
        The language.
    src : str
        The address of the framed page.
    """
    return EMBED.replace("{src}", escape(src)).replace("{title}", escape(words.say("title")))


SHARE_WORDS = {"address": "address", "copy": "copy", "copied": "copied", "byHand": "by_hand", "sheet": "sheet"}


def download(
    view: View,
    query: str,
    page: str,
    more: Callable[[], None] | None = None,
    beside: Callable[[], None] | None = None,
) -> None:
    """Offer what is in view as files, and say how to cite it.

    Parameters
    ----------
    view : View
        What is in view.
    query : str
        The query by which they are asked for.
    page : str
        The address of the page without its query, for the citation.
    more : callable, optional
        Offers what one shows to others, below the rows.
    beside : callable, optional
        Says what these files do not hold, and where files are that do.
    """
    words = view.words

    @st.dialog(words.say("menu.take"), width="medium")
    def box() -> None:
        st.markdown(plain(words.say("download.note")))
        facts = {"download.filter": view.filter_text, "files.about.release": view.world.atlas.release}
        st.caption(plain(" · ".join([*view.clocks, *(f"{words.say(key)}: {text}" for key, text in facts.items())])))
        if beside:
            beside()
        if not view.rows:
            st.markdown(plain(words.say("table.none")))
            return
        with st.container(key="formats"):
            for ending, file in zip(FORMATS, files_of(view, query, FORMATS), strict=True):
                with st.container(key=f"format_{ending}"):
                    sized = {**file, "size": f"rows.{ending}"}
                    _files(key=f"file_{ending}", data={"files": [sized], "sizes": sizes_at(query)})
                    st.caption(plain(words.say(f"files.for.{ending}")))
        if more:
            more()
        st.subheader(plain(words.say("cite")), anchor=False)
        st.caption(plain(words.say("cite.help")))
        for ending, tab in zip(STYLES, st.tabs([words.say(f"cite.{ending}") for ending in STYLES]), strict=True):
            with tab:
                # A text of code is shown as it stands, and has Streamlit's own button that copies it.
                st.code(STYLES[ending].write(view, page), language=None, wrap_lines=True, height=CITATION_PX)
                file = {"text": words.say("cite.download"), "href": f"view/cite.{ending}{query}"}
                _files(key=f"cite_{ending}", data={"files": [file]})
        st.subheader(plain(words.say("notebook")), anchor=False)
        st.caption(plain(words.say("notebook.help")))
        st.code("\n".join(lines_of(view)), language="python", wrap_lines=True)
        books = [{"text": words.say(f"notebook.{end}"), "href": f"view/notebook.{end}{query}"} for end in NOTEBOOKS]
        _files(key="notebooks", data={"files": books})
        show_programs(view, query, page)

    box()


def sizes_at(query: str) -> str:
    """Give the address at which the sizes of all files of a view are told."""
    return f"view/sizes.json{query}"


def how_we_know(
    words: Words,
    facts: Mapping[str, str],
    sources: Sequence[Mapping[str, str]],
    notices: Sequence[str],
    disputed: Sequence[Mapping[str, str]] = (),
) -> None:
    """Explain the rules with a small picture each, and say what is doubtful, what was corrected, whom we thank.

    Parameters
    ----------
    words : Words
        The language.
    facts : mapping of str to str
        What `facts_of` returned.
    sources : sequence of mapping of str to str
    notices : sequence of str
        What `read_credits` returned.
    disputed : sequence of mapping of str to str
        What `disputed_links` returned.
    """

    def heading(key: str) -> None:
        st.subheader(plain(words.say(key)), anchor=False)

    @st.dialog(words.say("menu.how"), width="medium")
    def box() -> None:
        st.markdown(plain(words.say("how.intro", **facts)))
        heading("how.rules")
        with st.container(key="rules"):
            for number, rule in enumerate(RULES, 1):
                with st.container(key=f"rule_{rule}"):
                    st.markdown(f"{number}. {words.say(f'how.{rule}', **facts)}")
        heading("how.evidence")
        with st.container(key="how_evidence"):
            st.markdown(
                plain(words.say("how.dates" if facts["later"] != words.number(0) else "how.dates.all", **facts))
            )
        if facts.get("release"):
            st.caption(plain(f"{words.say('files.about.release')}: {facts['release']}"))
        heading("how.disputed")
        st.markdown(plain(words.say("how.disputed.some" if disputed else "how.disputed.none")))
        if disputed:
            _list(key="disputed_list", data={"items": list(disputed)})
        heading("how.keys")
        st.markdown("\n".join(f"- {words.say(f'how.keys.{part}')}" for part in KEYBOARD))
        heading("how.corrections")
        st.markdown(plain(words.say("how.corrections.text")))
        heading("how.credits")
        with st.container(key="credits"):
            st.markdown("\n".join(f"- {credit_line(words, credit)}" for credit in sources))
            st.markdown(plain(words.say("how.code")))
        for notice in notices:
            st.caption(plain(notice))

    box()


def facts_of(view: View, evidence_to: date) -> dict[str, str]:
    """Count what the evidence holds, and what either clock leaves out, in the reader's words.

    Parameters
    ----------
    view : View
        World and language.
    evidence_to : date
        The last day that the evidence reaches.
    """
    world, words = view.world, view.words
    atlas = world.atlas
    known = EVER if world.known_by is None else world.known_by
    return {
        "claims": words.number(len(atlas.claims)),
        "sources": words.number(len(atlas.sources)),
        "undated": words.number(len(atlas.undated_left_out())),
        "later": words.number(sum(1 for name in atlas.claims if atlas.known_from(name) > known)),
        "day": words.day(evidence_to),
        "release": atlas.release,
        "known": words.day(known) if world.known_by else words.say("known.all"),
    }


def disputed_links(view: View, address: Callable[[str], str]) -> list[dict[str, str]]:
    """List what is disputed in the view, each with a link that selects it on the map.

    Parameters
    ----------
    view : View
        World and language.
    address : callable
        Makes the link that selects a subject.
    """
    world, words = view.world, view.words
    found = []
    for name in world.totals().disputed:
        subject = world.subject(name)
        actor = whose(world.atlas, words, subject)
        label = text_in(subject, "label", words.lang)
        what = f": {words.say(f'step.{world.states[name].step}')}"
        rest = f"{what} ({actor})" if actor else what
        lang = lang_of(subject, "label", words.lang)
        found.append({"text": label, "rest": rest, "lang": lang, "href": address(name)})
    return found


def credit_line(words: Words, credit: Mapping[str, str]) -> str:
    """Write one credit, with a link where it names one."""
    credit_text = " ".join(plain(credit[key]).rstrip(".") + "." for key in ("credit", "licence") if credit.get(key))
    text = words.say("how.credit", name=plain(credit.get("name", "")), credit=credit_text)
    url = credit.get("url", "")
    return f"{text} [{plain(url)}]({url})" if url.startswith("https://") and not set(url) & set(" ()<>") else text


def read_credits(words: Words, manifest: Path) -> tuple[list[dict[str, str]], list[str]]:
    """Read whom the geometry comes from, each once, and the notices that must go along.

    Parameters
    ----------
    words : Words
        The language in which a layer is named; one without a word bears the title of the manifest.
    manifest : path
        The file that lists them; when it is not there, nobody is credited.
    """
    if not manifest.exists():
        return [], []
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    titles: dict[tuple[str, str, str], list[str]] = {}
    for file in files:
        key = f"how.layer.{Path(file['file']).stem}"
        title = words.say(key) if words.has(key) else file["title"]
        titles.setdefault((file["credit"], file["licence"], file["url"]), []).append(title)
    credits_ = [
        {"name": ", ".join(dict.fromkeys(names)), "credit": credit, "licence": licence, "url": url}
        for (credit, licence, url), names in titles.items()
    ]
    notices = [package.get("notice", "") for file in files for package in file["packages"]]
    return credits_, [notice for notice in dict.fromkeys(notices) if notice]
