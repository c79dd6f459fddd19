"""What the menu opens: the link to share, the files to take along, and how we know."""

import json
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.export import View
from dashboard.panels.table import show_downloads
from dashboard.words import Words, plain

RULES = ("r1", "r2", "r3", "r4", "r5", "r6", "r7")


def share(words: Words, address: str) -> None:
    """Show the address of the view, with a button that copies it."""

    @st.dialog(words.say("menu.share"))
    def box() -> None:
        st.markdown(plain(words.say("share.text")))
        st.code(address, language=None, wrap_lines=True)

    box()


def take_along(view: View) -> None:
    """Offer what is in view as files."""

    @st.dialog(view.words.say("menu.take"))
    def box() -> None:
        st.markdown(plain(view.words.say("download.note")))
        st.caption(plain(" · ".join([*view.clocks, f"{view.words.say('download.filter')}: {view.filter_text}"])))
        show_downloads(view, "dialog")

    box()


def how_we_know(words: Words, facts: dict[str, str], sources: list[dict[str, str]]) -> None:
    """Explain the rules in plain words, and name licences and credits."""

    @st.dialog(words.say("menu.how"), width="large")
    def box() -> None:
        st.markdown(plain(words.say("how.intro", **facts)))
        st.subheader(plain(words.say("how.rules")), anchor=False)
        st.markdown("\n".join(f"{n}. {words.say(f'how.{rule}', **facts)}" for n, rule in enumerate(RULES, 1)))
        st.subheader(plain(words.say("how.credits")), anchor=False)
        st.markdown("\n".join(f"- {credit_line(words, credit)}" for credit in sources))
        st.markdown(plain(words.say("how.code")))

    box()


def credit_line(words: Words, credit: dict[str, str]) -> str:
    """Write one credit, with a link where it names one."""
    text = words.say("how.credit", **{key: plain(credit.get(key, "")) for key in ("name", "credit", "licence")})
    url = credit.get("url", "")
    return f"{text} [{plain(url)}]({url})" if url.startswith("https://") and not set(url) & set(" ()<>") else text


def read_credits(manifest: Path) -> list[dict[str, str]]:
    """Read whom the geometry comes from, each once; a manifest that is not there credits nobody."""
    if not manifest.exists():
        return []
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for entry in _entries(json.loads(manifest.read_text(encoding="utf-8"))):
        credit = {key: str(entry.get(key, "")) for key in ("credit", "licence", "url")}
        credit["name"] = str(entry.get("title") or "")
        found.setdefault((credit["name"], credit["credit"], credit["licence"]), credit)
    return list(found.values())


def _entries(manifest: Any) -> list[dict[str, Any]]:
    """List every record of the manifest that names a licence, wherever it stands."""
    if isinstance(manifest, dict):
        own = [manifest] if "licence" in manifest else []
        return own + [entry for value in manifest.values() for entry in _entries(value)]
    return [entry for value in manifest for entry in _entries(value)] if isinstance(manifest, list) else []
