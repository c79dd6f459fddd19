"""A story of somebody's own: checked like evidence, told to its session alone, gone with it."""

import base64
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.cli import main
from dashboard.cli_documents import told_from
from dashboard.documents import making
from dashboard.panels import own_story as panel
from dashboard.present.as_scene import scene_text
from dashboard.present.fragments import fragments_of
from dashboard.present.own_story import MOST_BYTES, OwnStory, read_own, read_posted
from dashboard.present.rehearsal import problems_of
from dashboard.present.scene_form import FORMS
from dashboard.present.story import current_scene, own_scenes, scenes, scenes_in_effect
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from dashboard.text.phrase import Phrase, problem_lines
from dashboard.view.view import parse_query, resolve_view
from geodata.errors import GeodataError
from geodata.patch import MOST_CHARACTERS
from tests.test_app import Client, client  # noqa: F401 - a fixture is asked for by its name
from tests.test_notes import HERE
from tests.test_page import element, good, message, opened

SAME = {name: HERE[name] for name in ("origin", "host")}
HOSTILE = "</script><img src=x onerror=alert(1)> {{7*7}} ${1} **b** [x](javascript:y)"


def scene(name: str = "one", **more: Any) -> dict[str, Any]:
    """A scene of the right form."""
    fields = {
        "id": name,
        "as_of": "2026-01-19",
        "sel": "dnk-exercise",
        "title": {"en": "Mine"},
        "sources": ["tass_200"],
    }
    return {**fields, "sentence": {"en": "My sentence."}, "notes": {"en": "Breathe."}, **more}


def text_of(*of: dict[str, Any]) -> str:
    """Write scenes as a reader would."""
    return yaml.safe_dump([*of], allow_unicode=True).replace("'2026-01-19'", "2026-01-19")


def read(*of: dict[str, Any]) -> OwnStory:
    return read_own(text_of(*of), current_release())


def test_everything_that_is_wrong_is_told_at_once_form_and_unknown_ids() -> None:
    with pytest.raises(GeodataError) as caught:
        read(scene("a", sel="place:atlantis", sources=["nobody"], lights=["ufo"]), scene("b", as_of=7, colour="red"))
    assert caught.value.lines() == [
        "your story: scene a: lights: found ufo; write the id of a subject, or a kind",
        "your story: scene a: sel: found place:atlantis; write a subject, nation:XXX, place:id or event:id that exists",
        "your story: scene a: sources: found nobody; write the id of a row of sources.csv",
        "your story: scene b: as_of: found '7'; write YYYY-MM-DD, a day from 1900 to 2100",
        f"your story: scene b: colour: found an unknown field; write one of {', '.join(FORMS)}",
    ]
    assert problem_lines(caught.value.problems, words_of("en")) == caught.value.lines()
    assert problem_lines(caught.value.problems, words_of("da"))[2:4] == [
        "din historie: scene a: sources: Her står nobody; skriv id'et fra en række i sources.csv",
        "din historie: scene b: as_of: Her står '7'; skriv ÅÅÅÅ-MM-DD, en dag fra 1900 til 2100",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"- {{id: a, as_of: 0x{'f' * 9000}}}", "no YAML"),
        ("- {id: a, as_of: " + ":".join(["59"] * 5000) + "}", "no YAML"),
        ("a: &a [x]\nb: *a", "no YAML"),
        ("!!python/object/apply:os.system [exit]", "no YAML"),
        *((f"- {{id: {tagged}}}", "no YAML") for tagged in ("!!bool maybe", "!!timestamp x", "!!int ''", "!!set [a]")),
        ("#" * (MOST_CHARACTERS + 1), "more than 40,000 characters"),
        (text_of(*(scene(str(n), title={"en": "t"}, sources=["s"]) for n in range(61))), "no list of scenes"),
        (text_of(scene(title={"en": "nul \0"})), "title: found"),
        (text_of(scene(as_of="x")).replace("as_of: x", "as_of: 0001-01-01"), "as_of: found '0001-01-01'"),
        (text_of(scene(shows=[{"subject": "dnk-exercise", "low": [[]]}])), "shows: found"),
    ],
)  # fmt: skip
def test_a_story_that_would_harm_is_refused(text: str, expected: str) -> None:
    with pytest.raises(GeodataError) as error:
        read_own(text, current_release())
    assert expected in str(error.value)


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@settings(max_examples=40)
@given(st.text(max_size=300) | ANYTHING.map(lambda value: yaml.safe_dump([value])))
def test_whatever_is_no_story_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(GeodataError, match="your story: ") as refused:
        read_own(text, current_release())
    assert all(isinstance(problem.remedy, Phrase) for problem in refused.value.problems)


def test_an_own_story_is_told_in_its_context_alone() -> None:
    story = read(scene("a"), scene("b"))
    choice = parse_query({"present": "1", "scene": "2"})[0]
    shared = scenes()
    with scenes_in_effect(story.scenes):
        found = current_scene(choice)
        assert found is not None
        assert found[1].id == "b"
    assert (scenes(), own_scenes()) == (shared, None)


def test_a_story_that_comes_with_a_request_is_read_like_any_other() -> None:
    assert read_posted(b"", current_release()) is None
    story = read_posted(text_of(scene(title={"en": "Kø"})).encode(), current_release())
    assert story is not None
    assert story.scenes[0].title == {"en": "Kø"}
    with pytest.raises(GeodataError, match="your story: found no UTF-8; write text in UTF-8"):
        read_posted(b"\xff", current_release())


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"asof": "2026-01-15", "known": "2026-01-15", "sel": "deu-recce"},
        {"nations": "FRA", "asof": "2026-01-17"},
        {"sel": "event:ev_010"},
        {"sel": "place:nuuk", "kinds": "post", "asof": "2026-02-06"},
        {"sel": "nation:DNK", "steps": "in_place"},
        {"q": "no such thing at all", "asof": "1930-01-01"},
        {"sel": "source:tass_200"},
    ],
)  # fmt: skip
def test_a_view_copied_as_a_scene_is_taken_as_it_is_and_shows_the_same_days(query: dict[str, str], lang: str) -> None:
    view_model = resolve_view(parse_query(query)[0], words_of(lang))
    text = scene_text(view_model)
    story = read_own(text, current_release())
    (one,) = story.scenes
    assert (one.as_of, one.known_by) == (view_model.state.as_of, view_model.state.known_by)
    assert f"?asof={one.as_of}" in text.splitlines()[0]
    assert one.sel == (query.get("sel") if "source" not in query.get("sel", "source") else one.sel)
    assert not [each for each in problems_of(current_release().atlas, story.scenes, "s") if each.field == "shows"]
    assert len(one.title[lang]) <= 48
    assert len(one.sentence[lang]) <= 165
    assert not re.search(r"\d\.$", one.sentence[lang]), "a Danish ordinal ends no sentence"
    twice = read_own(f"{text}\n{scene_text(view_model, {one.id})}", current_release())
    assert len({each.id for each in twice.scenes}) == 2


def test_one_session_tells_its_story_and_no_other_does() -> None:
    mine, other = opened(present="1", scene="1"), opened(present="1", scene="1")
    mine.session_state[panel._own.name] = text_of(scene(title={"en": HOSTILE}))
    good(mine.run())
    assert message(mine)["tale"]["scenes"][0]["title"] == {"en": HOSTILE}
    assert not element(mine, "head")["asks_story"]
    files = element(mine, "table")["files"]
    assert files
    assert all("scene=" not in one["href"] and "asof=" not in one["href"] for one in files)  # the view, to everybody
    good(other.run())
    assert message(other)["tale"] is None
    assert element(other, "head")["asks_story"]
    mine.session_state[panel._own.name] = "rubbish"
    good(mine.run())
    assert message(mine)["tale"] == {"text": "", "scenes": []}
    assert any("own story" in one.value for one in mine.info)


def test_slides_tell_an_own_story_with_the_speakers_notes_and_are_not_remembered() -> None:
    from pptx import Presentation

    story = read(scene(title={"en": HOSTILE}))
    order = making.Order("slides", "pptx", "", (), "en", "http://localhost/")
    deck = Presentation(io.BytesIO(making.made(order, story.scenes)))
    (slide,) = deck.slides
    assert slide.shapes.title.text_frame.text == HOSTILE
    assert slide.notes_slide.notes_text_frame.text.startswith("Breathe.\n\nMy sentence.")
    assert own_scenes() is None


def posted(
    client: Client,  # noqa: F811
    path: str,
    secret: str,
    body: bytes = b"",
) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/notes/{path}", body, SAME | {"x_arctic_notes": secret})
    return answer.status_code, json.loads(answer.content)


def test_notes_tell_the_story_that_their_window_brought(client: Client) -> None:  # noqa: F811
    for body, is_own, count in ((text_of(scene()).encode(), True, 1), (b"", False, len(scenes()))):
        _, desk = posted(client, "open", "", body)
        _, reader = posted(client, "pair", desk["code"])
        status, actual = posted(client, "scenes", reader["token"])
        assert (status, actual["own"], len(actual["scenes"])) == (200, is_own, count)
        if is_own:
            assert actual["scenes"][0]["notes"] == {"en": "Breathe."}
    assert posted(client, "scenes", "guess")[0] == 404
    status, actual = posted(client, "open", "", b"rubbish")
    assert (status, actual["error"]) == (400, "story")


@pytest.mark.parametrize("path", ["/view/slides.pptx", "/view/snapshot.html"])
def test_a_file_is_made_of_a_story_that_comes_along_from_our_own_page_and_of_none_that_is_too_large(
    client: Client,  # noqa: F811
    path: str,
) -> None:
    def question(body: bytes, **more: str) -> tuple[int, str]:
        answer = client.post(f"{path}?lang=en", body, SAME | more)
        return answer.status_code, answer.content.decode("utf-8", "replace")

    status, actual = question(text_of(scene("a", sources=["nobody"])).encode())
    assert (status, actual.splitlines()) == (
        400,
        [
            "Your story cannot be told with the evidence of this server:",
            "your story: scene a: sources: found nobody; write the id of a row of sources.csv",
        ],
    )
    assert question(b"x", origin="http://evil.example") == (403, "only a page of ours may ask this")
    assert question(b"x", content_length=str(MOST_BYTES + 1)) == (413, "the body is too large")


def test_a_snapshot_tells_the_story_that_came_along_and_the_next_one_does_not(
    client: Client,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dashboard.publish.snapshot._by_use", lambda _release: [])
    body = text_of(scene("a", title={"en": HOSTILE})).encode()
    own_snapshot = client.post("/view/snapshot.html?lang=en", body, SAME)
    shared = client.get("/view/snapshot.html?lang=en")
    assert [one.status_code for one in (own_snapshot, shared)] == [200, 200]
    assert [held(one.content)["scenes"][0]["title"]["en"] for one in (own_snapshot, shared)] == [
        HOSTILE,
        scenes()[0].title["en"],
    ]
    assert HOSTILE.encode() not in own_snapshot.content
    assert b"font-display:optional" not in shared.content  # else the sentence may lose its typeface for good
    assert 'filename="arctic-endurance-map-' in own_snapshot.headers["content-disposition"]
    assert client.get("/view/snapshot.html?lang=en").content == shared.content


def held(page: bytes) -> Any:
    """What a snapshot holds, by the names under which the live page asks for it."""
    found = re.search(rb'id="arctic-held">([^<]+)<', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_command_line_tells_a_story_of_a_file_and_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text_of(scene("a"), scene("b", sources=["nobody"])), "utf-8")
    for thing in ("slides", "snapshot"):
        out = tmp_path / f"out.{'pptx' if thing == 'slides' else 'html'}"
        assert main(["export", thing, "--scenes", str(file), "--out", str(out)]) == 1
        assert "mine.yaml: scene b: sources: found nobody; write the id of a row" in capsys.readouterr().err
        assert not out.exists()
    file.write_text(text_of(scene("a"), scene("b")), "utf-8")
    with told_from(file):
        assert [one.id for one in scenes()] == ["a", "b"]
    assert own_scenes() is None


@pytest.mark.parametrize(
    ("sentence", "drilldowns"),
    [
        ("Thirteen were announced, thirteen came.", ["Thirteen"]),
        ("On 13 January 2026 nobody came.", []),
        ("The year 2013 and 1.13 and 13-strong.", []),
        ("From 13 to 15 came.", ["13", "15"]),
    ],
)
def test_a_number_is_a_link_where_the_scene_says_of_whom_it_is(sentence: str, drilldowns: list[str]) -> None:
    (one,) = read(scene(sentence={"en": sentence}, shows=[{"subject": "deu-recce", "low": 13, "high": 15}])).scenes
    fragments = fragments_of(one, "en", words_of("en"))
    assert "".join(fragment["text"] for fragment in fragments) == sentence
    assert [fragment["text"] for fragment in fragments if fragment["sel"] == "deu-recce"] == drilldowns
