"""A text of a reader's own: pasted, chosen as a file or dropped, for this session alone; saved again where that helps.

It goes to the server as a message of the reader's own window. No route takes it, no address names it, no file keeps it.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.panels.component import element
from dashboard.text.i18n import Words

_file = element("ownfile")


@dataclass(frozen=True)
class OwnText:
    """Where a session keeps such a text.

    Parameters
    ----------
    name : str
        Of the place in the session.
    most : int
        Characters that are taken.
    accept : str
        Which files may be chosen, as in an `<input>`.
    """

    name: str
    most: int
    accept: str

    @property
    def text(self) -> str:
        """What is kept; empty where nothing is."""
        return str(st.session_state.get(self.name, ""))

    def keep(self, text: str) -> None:
        """Keep a text for this session alone; one sign more than is allowed suffices to say that they are too many."""
        st.session_state[self.name] = text[: self.most + 1]

    def show_field(self, label: str, placeholder: str, height: int = 160) -> None:
        """Draw the field in which the text stands and may be written."""
        key = f"{self.name}_field"
        st.session_state[key] = self.text
        st.text_area(
            label,
            key=key,
            height=height,
            max_chars=self.most,
            placeholder=placeholder,
            on_change=lambda: self.keep(st.session_state[key]),
        )

    def show_files(self, words: Words, pick: str, **more: Any) -> None:
        """Draw what takes a file, and saves or presents what came of it.

        Parameters
        ----------
        words : Words
            The language.
        pick : str
            What the reader is asked for.
        more : object
            What else the element can do, as `frontend/page/own-file.js` tells.
        """
        key = f"{self.name}_files"
        data = {
            "pick": pick,
            "large": words.say("own.large", characters=words.number(self.most)),
            "most": self.most,
            "accept": self.accept,
            **more,
        }
        _file(key=key, data=data, on_picked_change=lambda: self._picked(key))

    def show_forget(self, label: str) -> None:
        """Draw the button that forgets the text."""
        st.button(label, key=f"{self.name}_forget", on_click=lambda: self.keep(""))

    def _picked(self, key: str) -> None:
        self.keep(str(st.session_state[key].get("picked") or ""))
