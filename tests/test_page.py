"""The page as Streamlit runs it: addresses in, elements out."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.export import FORMATS
from dashboard.export.citations import STYLES
from dashboard.panels import dialogs
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from geodata import Atlas
from tests.payloads import PAYLOADS
from tests.planting import copied, edited

PAGE = Path(__file__).resolve().parents[1] / "dashboard" / "page.py"
GEODATA = PAGE.parents[1] / "geodata"


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    return good(at.run())


def good(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def query(at: AppTest) -> dict[str, str]:
    return {key: value[0] if isinstance(value, list) else value for key, value in at.query_params.items()}


def message(at: AppTest) -> dict[str, Any]:
    """Decode the view message that the frame was sent."""
    arguments = json.loads(at.get("component_instance")[0].proto.json_args)
    found = re.search(r"'([A-Za-z0-9+/=]+)'\)", arguments["feature_group"])
    assert found
    decoded: dict[str, Any] = json.loads(base64.b64decode(found[1]))
    return decoded


def element(at: AppTest, name: str) -> dict[str, Any]:
    """What one of our own elements was given."""
    (found,) = [one.proto for one in at.get("bidi_component") if one.proto.component_name == f"arctic_{name}"]
    (data,) = json.loads(found.json)
    return dict(data)


def sentence_of(at: AppTest) -> str:
    return "".join(fragment["text"] for fragment in element(at, "sentence")["fragments"])


def rows(at: AppTest) -> list[str]:
    return [row[0] for row in element(at, "table")["rows"]]


def chosen(at: AppTest) -> dict[str, list[str]]:
    return {field["key"]: field["chosen"] for field in element(at, "fields")["lists"]}


def test_the_opening_view(in_view: int) -> None:
    at = opened()
    assert sentence_of(at).startswith("On 19 January 2026, about 217 soldiers")
    assert message(at)["asof"] == "2026-01-19"
    assert message(at)["among"] is None
    assert len(rows(at)) == in_view
    assert query(at) == {}


def test_five_fields_one_header_and_nothing_of_streamlits_own() -> None:
    at = opened()
    fields = element(at, "fields")
    assert [field["label"] for field in fields["lists"]] == ["Countries", "Kinds", "Programme", "Status"]
    assert (fields["asof"]["label"], fields["known"]["label"]) == ("As of", "Known by")
    assert [*at.multiselect, *at.selectbox, *at.text_input, *at.button] == []


def test_an_address_fills_the_fields_and_filters_everything() -> None:
    at = opened(asof="2026-02-06", known="2026-02-10", nations="FRA.CAN", kinds="post", steps="open")
    assert chosen(at) == {"nations": ["CAN", "FRA"], "kinds": ["post"], "programmes": [], "steps": ["open"]}
    fields = element(at, "fields")
    assert (fields["asof"]["day"], fields["known"]["chosen"]) == ("2026-02-06", "2026-02-10")
    assert set(rows(at)) == {"fra-nuuk", "can-nuuk"}
    assert message(at)["chosen"] == {"nations": ["CAN", "FRA"], "kinds": ["post"], "programmes": [], "steps": ["open"]}
    assert (message(at)["among"], message(at)["known"]) == (None, "2026-02-10")


def test_a_selection_asks_for_no_other_files_and_no_other_sources() -> None:
    actual, selected = (
        element(opened(), "table"),
        element(opened(sel="fra-advance", proj="mercator", theme="dark"), "table"),
    )
    assert selected["sel"] == "fra-advance"
    assert (selected["files"], selected["sources"]) == (actual["files"], actual["sources"])


def test_another_address_is_another_choice_and_back_is_the_one_before(in_view: int) -> None:
    at = opened(nations="FRA", kinds="contingent")
    assert all(name.startswith("fra-") for name in rows(at))
    at.query_params.clear()
    good(at.run())
    assert chosen(at) == {"nations": [], "kinds": [], "programmes": [], "steps": []}
    assert len(rows(at)) == in_view


def test_the_message_says_which_address_it_answers() -> None:
    assert message(opened(nations="FRA", utm="mail"))["address"] == [["nations", "FRA"], ["utm", "mail"]]
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    at.query_params["utm_source"] = ["a", "b"]
    assert message(good(at.run()))["address"] == [["utm_source", "a"], ["utm_source", "b"]]


def test_a_damaged_address_is_understood_and_the_next_choice_starts_from_what_it_means() -> None:
    at = opened(**{"amp;nations": "fra", "utm": "mail"})
    assert rows(at) == rows(opened(nations="FRA"))
    assert element(at, "sentence")["mend"] == {
        "from": [["amp;nations", "fra"], ["utm", "mail"]],
        "to": [["nations", "fra"], ["utm", "mail"]],
    }
    assert element(opened(nations="FRA", utm="mail"), "sentence")["mend"] is None


def test_an_opening_sets_both_clocks() -> None:
    at = opened(asof="2026-01-15", known="2026-01-15")
    assert sentence_of(at).startswith("On 15 January 2026, by what was known that day")


def test_a_choice_knows_the_opening_view_and_what_of_the_address_is_broken() -> None:
    data = element(opened(asof="2026-02-30", sel="nobody", nations="FRA"), "sentence")
    assert data["opening"] == {"asof": "2026-01-19", "known": "all"}
    assert set(data["faults"]) == {"asof", "sel"}
    assert element(opened(), "sentence")["faults"] == []


def test_a_broken_link_opens_the_nearest_view_with_one_notice() -> None:
    at = opened(asof="2026-99-99", nations="FRA.XXX", sel="nobody")
    assert sentence_of(at).startswith("France only: on 19 January 2026, ")
    (notice,) = at.info
    assert "asof" in notice.value
    assert "XXX" in notice.value


def test_rubbish_in_the_address_does_no_harm(in_view: int) -> None:
    keys = ("asof", "known", "nations", "kinds", "steps", "sel", "scene", "lang")
    at = opened(**dict.fromkeys(keys, "%{{7*7}}\x00" * 900))
    assert len(rows(at)) == in_view
    assert len(at.info) == 1


def test_a_selection_is_marked_in_the_table_and_on_the_map() -> None:
    at = opened(sel="deu-recce")
    assert (message(at)["sel"], element(at, "table")["sel"]) == ("deu-recce", "deu-recce")


def test_a_number_of_the_sentence_opens_its_rows(atlas: Atlas) -> None:
    (drilldown,) = [
        fragment for fragment in element(opened(), "sentence")["fragments"] if fragment["drilldown"] == "people"
    ]
    assert drilldown["href"] == "?q=rows%3Apeople"
    at = opened(q="rows:people")
    totals = atlas.at(date(2026, 1, 19)).totals()
    assert set(rows(at)) == set(totals.people.counted) - set(totals.sent)
    assert (set(message(at)["among"]), message(at)["holds"]) == (set(rows(at)), False)
    assert sentence_of(at) == sentence_of(opened())


def test_a_search_that_finds_nothing_says_what_hides_everything() -> None:
    at = opened(q="zzzzzz")
    assert rows(at) == []
    assert any("search" in notice.value and "zzzzzz" in notice.value for notice in at.info)


def test_a_search_for_a_story_hides_nothing(in_view: int) -> None:
    assert len(rows(opened(q="Rubio"))) == in_view


def test_a_scene_moves_sentence_table_and_fields_and_the_message_keeps_the_own_choice() -> None:
    at = opened(present="1", scene="5", asof="2026-02-06", nations="FRA")
    assert sentence_of(at).startswith("On 16 January 2026, about 32")
    assert element(at, "fields")["asof"]["day"] == "2026-01-16"
    assert "deu-recce" in rows(at)
    assert (message(at)["asof"], message(at)["chosen"]["nations"], message(at)["present"]) == ("2026-02-06", [], True)
    data = element(at, "sentence")
    assert data["present"] is True
    assert data["leave"] == "?asof=2026-02-06&nations=FRA"
    assert data["onward"].startswith("?asof=2026-01-16&sel=")  # who chooses now goes on from what the scene shows


def test_danish_is_danish_everywhere() -> None:
    at = opened(lang="da")
    assert sentence_of(at).startswith("Den 19. januar 2026 var der omkring 217")
    assert element(at, "fields")["lists"][0]["all"] == "Alle lande"
    assert "Land" in [column["label"] for column in element(at, "table")["columns"]]
    assert {element(at, name)["lang"] for name in ("sentence", "table")} | {message(at)["lang"]} == {"da"}


def test_nothing_on_a_day_before_everything_is_said() -> None:
    at = opened(asof="1950-01-01", kinds="contingent")
    assert rows(at) == []
    assert any("1 January 1950" in notice.value and "Contingents" in notice.value for notice in at.info)


def shown_by(entry: str) -> str:
    """Open an entry of the menu by itself, for AppTest has no menu, and read all that it says."""

    def script(entry: str) -> None:
        from datetime import date

        import geodata
        from dashboard.export import View, rows_in_view
        from dashboard.panels import dialogs
        from dashboard.text.i18n import words_of

        words, world = words_of("en"), geodata.load().at(date(2026, 1, 17)).where(nations=["FRA"])
        credits_ = [{"name": "places", "credit": "<b>GeoNames</b>", "licence": "CC BY 4.0", "url": "https://x.org"}]
        facts = dict.fromkeys(("claims", "sources", "undated", "later", "known", "day"), "889")
        if entry == "share":
            dialogs.share(words, "?nations=FRA")
        elif entry == "take":
            view = View(world, rows_in_view(world, words), ["France"], words, query="asof=2026-01-17&nations=FRA")
            dialogs.download(view, "?nations=FRA", "http://localhost/")
        else:
            dialogs.how_we_know(words, facts, credits_, ["keep <i>this</i> notice"])

    at = good(AppTest.from_function(script, args=(entry,), default_timeout=60).run())
    elements = [element.proto.json for element in at.get("bidi_component")]
    return " ".join([*(element.value for element in (*at.markdown, *at.caption, *at.subheader, *at.code)), *elements])


def test_share_shows_the_address() -> None:
    assert "?nations=FRA" in shown_by("share")


def test_download_says_what_the_files_hold() -> None:
    text = shown_by("take")
    assert "France" in text
    assert all(f"view/rows.{ending}?nations=FRA" in text for ending in FORMATS)
    assert all(words_of("en").say(f"files.for.{ending}") in text.replace("\\", "") for ending in FORMATS)


def test_download_says_how_to_cite_the_view_with_its_release() -> None:
    text = shown_by("take")
    assert all(f"view/cite.{ending}?nations=FRA" in text for ending in STYLES)
    assert text.count("http://localhost/?asof=2026-01-17&nations=FRA") == len(STYLES)
    assert len(re.findall(r"2026-09-22-[0-9a-f]{12}", text)) >= len(STYLES)


def test_how_we_know_tells_seven_rules_and_whom_we_thank() -> None:
    text = shown_by("how")
    assert all(f"{number}. **" in text for number in range(1, 8))
    assert "CC BY" in text
    assert "notice" in text
    assert "<b>" not in text
    assert "<i>" not in text


def test_everybody_whose_geometry_we_show_is_credited() -> None:
    found, notices = dialogs.read_credits(words_of("en"), GEODATA / "manifest.json")
    text = " ".join(dialogs.credit_line(words_of("en"), credit) for credit in found)
    for name in ("OpenStreetMap", "Natural Earth", "GeoNames", "NOAA"):
        assert name in text
    assert any("Ferret licence" in notice for notice in notices)


def test_each_layer_is_named_in_the_readers_language_and_in_english_as_the_manifest_does() -> None:
    manifest = GEODATA / "manifest.json"
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    titles = {f"how.layer.{Path(file['file']).stem}": file["title"] for file in files}
    assert {key: words_of("en").table[key] for key in titles} == titles
    danish = " ".join(credit["name"] for credit in dialogs.read_credits(words_of("da"), manifest)[0])
    assert [key for key, title in titles.items() if title in danish or words_of("da").say(key) not in danish] == []


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = copied(tmp_path)
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes((GEODATA / "layers" / f"{layer}.geojson").read_bytes())
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    current_release.cache_clear()
    yield folder
    current_release.cache_clear()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_the_evidence_is_inert_wherever_it_is_shown(planted: Path, payload: str) -> None:
    edited(planted, "evidence/contingents.csv", "German reconnaissance team", payload)
    edited(planted, "evidence/actors.csv", "DEU,state,Germany", f"DEU,state,{payload}")
    at = opened(nations="DEU")
    group = json.loads(at.get("component_instance")[0].proto.json_args)["feature_group"]
    assert payload not in re.sub(r"'[A-Za-z0-9+/=]+'", "", group)
    assert payload in sentence_of(at)
    assert payload in {active["text"] for active in element(at, "sentence")["filters"]}
    assert any(row[1:3] == [payload, payload] for row in element(at, "table")["rows"])


def test_broken_rows_are_set_aside_and_listed(planted: Path) -> None:
    edited(planted, "evidence/claims.csv", "2026-01-14", "2026-13-14")
    at = opened()
    label = next(box.label for box in at.expander if "left out" in box.label)
    assert re.search(r"\d+ of [\d,]+ records are faulty and left out", label.replace("\\", ""))
    assert any("2026" in text.value and "claims" in text.value for text in at.markdown)
    assert rows(at)
    sentence = "".join(fragment["text"] for fragment in element(at, "sentence")["fragments"])
    assert re.search(r"\. \d+ of [\d,]+ records are faulty and left out: totals are incomplete\.$", sentence)


def test_a_coast_that_cannot_be_drawn_is_told_beside_all_rows(planted: Path) -> None:
    edited(planted, "layers/greenland.geojson", '"MultiPolygon"', '"Multipolygon"')
    at = opened()
    assert any("The coast in this folder" in box.label for box in at.expander)
    assert any("Multipolygon" in text.value for text in at.markdown)
    assert rows(at)


def test_openings_that_are_all_broken_still_open_the_page(planted: Path) -> None:
    path = planted / "evidence" / "opening.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-", "17/01/2026-"), encoding="utf-8")
    assert rows(opened())


def test_unreadable_evidence_is_told_in_words(planted: Path) -> None:
    (planted / "evidence" / "claims.csv").unlink()
    at = opened()
    assert "cannot be read" in at.error[0].value
