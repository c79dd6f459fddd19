"""What stands for a view where its address is shared or its tab is named: a title, and its sentence."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.present.story import current_scene
from dashboard.release import Release, current_release, per_release
from dashboard.state import ViewState
from dashboard.text import selected_name
from dashboard.text.i18n import words_of
from dashboard.view.view import REMEMBERED, ViewModel, resolve_view, vocabulary


@dataclass(frozen=True, slots=True)
class Preview:
    """A view in a few words.

    Parameters
    ----------
    title : str
        As the tab is named; that of the opening view is the name of the page.
    text : str
        Its sentence.
    query : str
        Its address, without language and theme.
    """

    title: str
    text: str
    query: str


def title_of(view_model: ViewModel) -> str:
    """Name the tab: the scene when the story is told, else what is selected, the first filters and the day."""
    words, current = view_model.words, current_scene(view_model.choice)
    titles = current[1].title if current else {}
    selected = selected_name(view_model.world.atlas, words, view_model.state.sel)
    view = " · ".join([*filter(None, [selected]), *view_model.texts[:2], words.day(view_model.state.as_of)])
    about = titles.get(words.lang) or titles.get("en") or view
    return f"{about} · {words.say('title')}"


@per_release(REMEMBERED)
def preview_of(release: Release, choice: ViewState, lang: str) -> Preview:
    """Work out the preview of a choice.

    Parameters
    ----------
    release : Release
        Of which evidence.
    choice : ViewState
        The choice.
    lang : str
        The language.
    """
    with current_release.pinned(release):
        words = words_of(lang)
        seen = choice.but(lang="", theme="", notes=False)
        query = urlencode(seen.to_query(vocabulary()))
        view_model = resolve_view(seen, words)
        title = title_of(view_model) if query else words.say("title")
        return Preview(title, view_model.sentence, query)
