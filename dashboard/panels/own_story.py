"""A story of the presenter's own: given here, told in this session alone; and a view written as a scene of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from dashboard.panels.own_text import OwnText
from dashboard.present.story import MOST_SCENES, scenes_in_effect
from dashboard.release import current_release
from dashboard.text.i18n import Words, plain, plain_list
from dashboard.text.phrase import problem_lines
from dashboard.view.view import ViewModel
from geodata.errors import GeodataError, Problem
from geodata.patch import MOST_CHARACTERS

HELD, REFUSED = "_own_story", "_own_story_refused"
FIELD_PX = 260
TAKEN = ("slides.pptx", "snapshot.html")

_own = OwnText("_own_story_text", MOST_CHARACTERS, ".yaml,.yml,text/yaml,text/plain")


def held() -> Any:
    """Give the story of this session; None where it has none that can be told."""
    return st.session_state.get(HELD)


def read() -> Sequence[Problem]:
    """Read what the session was given, if it has not been read of this release yet; list what is wrong with it."""
    from dashboard.present.own_story import read_own

    text, story, release = _own.text, held(), current_release()
    if not text.strip():
        st.session_state[HELD] = None
    elif story is None or story.text != text or story.release != release.release:
        *of, problems = st.session_state.get(REFUSED, ("", "", ()))
        if of == [text, release.release]:
            return tuple(problems)  # each choice reads the story anew, and this one would be refused again
        try:
            story = read_own(text, release)
        except GeodataError as error:
            st.session_state[HELD] = None
            st.session_state[REFUSED] = (text, release.release, error.problems)
            return error.problems
        st.session_state[HELD] = story
    return ()


def take_back(message: object) -> None:
    """Take the story that this tab told before it was loaded anew."""
    if isinstance(message, dict) and not _own.text:
        _own.keep(str(message.get("text") or ""))


@contextmanager
def in_effect() -> Iterator[None]:
    """Tell the story of this session, if it has one, for as long as it runs."""
    if _own.text:
        read()
    story = held()
    with scenes_in_effect(story.scenes if story else None):
        yield


def message() -> dict[str, Any] | None:
    """Give what the frame is told of the story of this session: None if it never had one, no scenes if it is gone.

    The frame keeps it in the tab, so that it is told again after the page was loaded anew.
    """
    story = held()
    if story:
        return {"text": story.text, "scenes": story.payloads}
    return {"text": "", "scenes": []} if _own.name in st.session_state else None


def asked_back() -> bool:
    """Say whether the tab may hand over the story that it told before: this session never had one."""
    return _own.name not in st.session_state


def show_broken(words: Words) -> None:
    """Say that the story of this session cannot be told, where somebody counts on it."""
    if _own.text.strip() and held() is None:
        st.info(plain(words.say("story.own.broken")))


def show(words: Words) -> None:
    """Draw the dialog: a field and a file for the story, what is wrong with it or what it tells, and the way to it.

    Parameters
    ----------
    words : Words
        The language.
    """

    @st.dialog(words.say("menu.own"), width="medium", on_dismiss="rerun")
    def box() -> None:
        most = {"scenes": words.number(MOST_SCENES), "characters": words.number(MOST_CHARACTERS)}
        with st.container(key="own_story_intro"):
            st.markdown(plain(words.say("story.own.intro", **most)))
        before, problems, story = held(), read(), held()
        if before and not _own.text:
            st.rerun()  # it is forgotten everywhere at once
        _own.show_field(words.say("story.own.paste"), words.say("story.own.hint"), FIELD_PX)
        _own.show_files(words, words.say("story.own.pick"), **_ways(words, story))
        if _own.text:
            _own.show_forget(words.say("story.own.forget"))
        if problems:
            st.error(plain(words.sentence_case(words.count("story.own.problems", len(problems)))))
            st.markdown(plain_list(problem_lines(problems, words)))
        if story:
            _show_scenes(words, story)

    box()


def _ways(words: Words, story: Any) -> dict[str, Any]:
    """Say what can be done with a story: present it, save it, take it along as slides or as one file."""
    if story is None:
        return {}
    return {
        "present": words.say("story.own.present"),
        "files": _files(words),
        "save": {"text": words.say("story.own.save"), "body": story.text, "name": "scenes.yaml", "type": "text/yaml"},
    }


def _files(words: Words) -> dict[str, Any]:
    """Name the files that are made of a story; its text goes along with the question."""
    files = [
        {"text": words.say(f"story.own.{name.partition('.')[0]}"), "href": f"view/{name}?lang={words.lang}"}
        for name in TAKEN
    ]
    return {"files": files, **{name: words.say(f"drawing.{name}") for name in ("making", "failed")}}


def _show_scenes(words: Words, story: Any) -> None:
    st.success(plain(words.sentence_case(words.count("story.own.scenes", len(story.scenes)))))
    lines = [f"{one.title.get(words.lang) or one.title['en']} ({words.day(one.as_of)})" for one in story.scenes]
    st.markdown("\n".join(f"{number}. {plain(line)}" for number, line in enumerate(lines, 1)))
    st.caption(plain(words.say("story.own.limits")))
    if findings := story.findings(current_release().atlas):
        with st.expander(words.sentence_case(words.count("story.own.findings", len(findings)))):
            st.markdown(plain_list(problem_lines(findings, words)))


def show_scene(view_model: ViewModel) -> None:
    """Draw the dialog that gives the present view as a scene.

    Parameters
    ----------
    view_model : ViewModel
        The view.
    """
    from dashboard.present.as_scene import scene_text

    words, story = view_model.words, held()
    text = scene_text(view_model, {scene.id for scene in story.scenes} if story else ())

    @st.dialog(words.say("menu.scene"), width="medium", on_dismiss="rerun")
    def box() -> None:
        st.markdown(plain(words.say("story.scene.intro")))
        # A text of code is shown as it stands, and has Streamlit's own button that copies it.
        st.code(text, language="yaml", wrap_lines=True)
        if text in _own.text:
            st.success(plain(words.say("story.scene.added")))
        elif st.button(words.say("story.scene.add"), key="own_story_add"):
            _own.keep("\n".join(filter(None, [_own.text.rstrip("\n"), text])))
            st.rerun(scope="fragment")

    box()
