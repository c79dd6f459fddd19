"""How far the evidence reaches is derived: header, timeline, "Latest" and the computed layer follow a new claim."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geodata
from dashboard.payloads.atlas import atlas_payload
from dashboard.release import current_release
from geodata import Atlas, deployments
from geodata.model import CONTINGENT, PROGRAMMES, last_day
from geodata.reach import evidence_to, reached
from tests.evidence import atlas_of, claim, source, state_of
from tests.planting import GEODATA, edited, problems_told
from tests.test_page import element, opened

LATER = (
    "later-step,,dnk-rotation,step,in_place,,,{day},,,stated,,arctic_endurance,,,,,,,"
    "reported,later_source,Said later.\n"
)
LATER_SOURCE = "later_source,A paper,,https://example.org/later,{published},stated,en,newspaper,,\n"


@pytest.mark.parametrize(
    ("day", "published", "last"),
    [
        ("2026-09-22", ["2026-09-25"], date(2026, 9, 22)),
        ("2026-09-22", ["2026-09-01", ""], date(2026, 9, 1)),  # foreseen: what is known is that it was foreseen
        ("2026-09", ["2026-09-21"], date(2026, 9, 21)),  # a month reaches no further than its source could know
        ("2026", ["2026-03-04", "2025"], date(2026, 3, 4)),
        ("2026-02", ["2026-02"], date(2026, 2, 1)),  # the source may be of the first
        ("2026-02-06", ["2026-02"], date(2026, 2, 6)),  # and is of the sixth at the earliest
        ("2020", ["2026-03-04"], date(2020, 12, 31)),
        ("", ["2026-03-04"], None),
        ("2026-09-22", [""], None),  # an undated page does not say how far it reaches
        ("2026-09-22", [], None),
    ],
)
def test_a_claim_reaches_no_further_than_its_newest_dated_source(
    day: str, published: list[str], last: date | None
) -> None:
    assert reached(day, published) == last


DATES = st.dates(date(2020, 1, 1), date(2027, 1, 1)).map(date.isoformat)
PARTIAL = st.tuples(DATES, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


@given(PARTIAL, st.lists(PARTIAL, min_size=1))
def test_no_date_reaches_past_itself_or_past_its_sources(day: str, published: list[str]) -> None:
    found = reached(day, published)
    assert found is not None
    assert found <= min(last_day(day), max(map(last_day, published)))


def test_evidence_without_a_day_reaches_nowhere() -> None:
    assert evidence_to([("", ["a"]), ("2026", ["b"])], {"a": "2026-01-01"}) == date.min


def with_a_later_claim(folder: Path, day: str, published: str) -> None:
    """Add a claim of a day and its source to a copy."""
    for file, line in (("claims", LATER.format(day=day)), ("sources", LATER_SOURCE.format(published=published))):
        with (folder / "evidence" / f"{file}.csv").open("a", encoding="utf-8") as table:
            table.write(line)


def test_a_later_claim_moves_header_timeline_latest_and_the_computed_layer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for layer in ("greenland", "pituffik"):
        (folder / "layers" / f"{layer}.geojson").write_bytes((GEODATA / "layers" / f"{layer}.geojson").read_bytes())
    with_a_later_claim(folder, "2026-11-05", "2026-11-06")
    monkeypatch.setenv("GEODATA_DIR", str(folder))
    current_release.cache_clear()
    try:
        assert element(opened(asof="2026-11-05"), "head")["days"] == ["as of 5 Nov 2026", "evidence to 5 Nov 2026"]
        payload = json.loads(current_release().files["start/en.json"].body)["atlas"]
        latest = next(opening for opening in payload["openings"] if opening["id"] == "latest")
        assert (payload["evidence_to"], latest["as_of"]) == ("2026-11-05", "2026-11-05")
        features = deployments.deployments(current_release().atlas)
        assert {one["properties"]["as_of"] for one in features} == {"2026-11-05"}
    finally:
        current_release.cache_clear()


def test_a_month_does_not_move_them_past_the_day_of_its_source(folder: Path) -> None:
    with_a_later_claim(folder, "2026-11", "2026-11-06")
    assert geodata.load(folder).evidence_to == date(2026, 11, 6)


def test_the_openings_lie_within_the_evidence_and_the_last_is_its_end(atlas: Atlas) -> None:
    assert max(opening.as_of for opening in atlas.openings.values()) == atlas.evidence_to
    assert atlas.openings["latest"].as_of == atlas.evidence_to
    assert atlas_payload(atlas)["evidence_to"] == atlas.evidence_to.isoformat()


def test_an_opening_past_the_evidence_is_told(folder: Path, atlas: Atlas) -> None:
    last, after = atlas.evidence_to.isoformat(), (atlas.evidence_to + timedelta(days=1)).isoformat()
    edited(folder, "evidence/opening.csv", "Latest,latest", f"Latest,{last}")
    assert geodata.load(folder).openings["latest"].as_of == atlas.evidence_to
    edited(folder, "evidence/opening.csv", f"Latest,{last}", f"Latest,{after}")
    remedy = f"a day not after {last}, the last that the evidence reaches, or latest"
    assert problems_told(folder) == [
        f"geodata/evidence/opening.csv: row latest: as_of: found '{after}'; write {remedy}"
    ]


def test_evidence_that_cannot_be_read_puts_no_opening_past_it(folder: Path) -> None:
    (folder / "evidence" / "claims.csv").write_bytes(b"\xff")
    assert not [line for line in problems_told(folder) if "opening.csv" in line]


def test_the_programmes_in_use_are_those_of_the_contingents_in_the_order_of_the_schema(atlas: Atlas) -> None:
    used = [one.id for one in atlas.programmes]
    assert used == [name for name in PROGRAMMES if name in used]
    assert set(used) == {one.programme for one in atlas.subjects.values() if one.kind == CONTINGENT}
    for one in atlas.programmes:
        days = [last_day(c.day) for c in atlas.claims.values() if c.programme == one.id and c.day]
        assert one.first_day is not None
        assert one.last_day is not None
        assert one.first_day <= one.last_day <= atlas.evidence_to
        assert one.first_day <= max(days)


def test_a_programme_without_a_dated_claim_has_no_days() -> None:
    (only,) = atlas_of(claim("a", "announced", programme="arctic_endurance")).programmes
    assert (only.id, only.first_day, only.last_day) == ("arctic_endurance", None, None)


def test_a_last_confirmation_is_told_as_the_claim_writes_it() -> None:
    opened = claim("a", "open", "2019-05-02", day_to="2020", sources=("page",))
    atlas = atlas_of(opened, kind="post", sources=(source("page", "2021-01-01"),))
    within, after = state_of(atlas, "2020-03-01"), state_of(atlas, "2021-06-01")
    assert (within.last_confirmed, within.last_said) == (date(2019, 5, 2), "2019-05-02")  # nobody reported on 1 March
    assert (after.last_confirmed, after.last_said) == (date(2020, 12, 31), "2020")


def test_the_most_exact_text_of_a_day_is_told() -> None:
    both = claim("a", "open", "2020"), claim("b", "open", "2020-12-31")
    assert state_of(atlas_of(*both, kind="post"), "2021-06-01").last_said == "2020-12-31"


@given(st.dates(date(1941, 1, 1), date(2027, 1, 1)))
def test_what_is_told_of_a_last_confirmation_ends_on_its_day(atlas: Atlas, as_of: date) -> None:
    for state in atlas.at(as_of).states.values():
        assert bool(state.last_said) == bool(state.last_confirmed)
        if state.last_said:
            assert state.last_confirmed == last_day(state.last_said) <= as_of
