"""Who stands behind a claim: each rule with a fault that is told, and the right value that is not."""

from dataclasses import replace

import pytest

from geodata.schema import problems_in
from geodata.schema.contingents import contingent_problems
from geodata.schema.sites import site_problems
from geodata.schema.vouching import names_day, vouching_problems
from geodata.stores.files import read_tables
from geodata.tables import Tables, listed
from tests.planting import GEODATA, added, planted, row_of

CLAIM, EVENT = "dep_deu_01-people", "ev_001"
BLOG, OFFICIAL, TRADE, PAPER = "umva-can", "fdk_ae_page", "marex_ship", "sz_15"


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The shipped evidence."""
    return read_tables(GEODATA)


def remedies(tables: Tables, record: str, field: str) -> list[str]:
    """Return what this module's rules and those beside it say of one cell of a claim or an event."""
    here = [one for one in problems_in(tables) if one.row == f"row {record}" and one.field == field]
    return [f"found {one.found}; write {one.remedy}" for one in here]


def test_zero_needs_a_text_that_says_it(tables: Tables) -> None:
    zero = {"low": "0", "high": "0", "text": "The minister says that the country takes no part"}
    faulty = planted(tables, "claims", CLAIM, **zero)
    remedy = "nothing: the text names no zero (none, nobody, no soldiers)"
    assert remedies(faulty, CLAIM, "high") == [f"found '0'; write {remedy}"]
    assert remedies(planted(faulty, "claims", CLAIM, high="5"), CLAIM, "low") == [f"found '0'; write {remedy}"]


@pytest.mark.parametrize(
    "text", ["No soldiers will be sent", "Zero, says the minister", "Of ten came none", "no ships"]
)
def test_a_text_that_says_zero_may_have_it(tables: Tables, text: str) -> None:
    assert remedies(planted(tables, "claims", CLAIM, low="0", high="0", text=text), CLAIM, "high") == []


def test_every_shipped_zero_is_said(tables: Tables) -> None:
    zeros = [row for row in tables.claims if "0" in (row["low"], row["high"])]
    assert {row["id"] for row in zeros} == {"dep_pol_01-people"}


def test_nobody_speaks_for_allies_that_are_not_named(tables: Tables) -> None:
    faulty = planted(tables, "claims", CLAIM, said_by="unnamed_allies", sources=PAPER)
    remedy = "a state, a territory or a union that is quoted, or nothing"
    assert remedies(faulty, CLAIM, "said_by") == [f"found 'unnamed_allies'; write {remedy}"]


@pytest.mark.parametrize("sources", [BLOG, TRADE, "afsa-nuuk", "seed", f"{BLOG};{TRADE}"])
def test_a_blog_a_trade_paper_or_a_reference_work_alone_quotes_nobody(tables: Tables, sources: str) -> None:
    faulty = planted(tables, "claims", CLAIM, said_by="DNK", confidence="confirmed", sources=sources)
    remedy = "nothing, or a source that quotes it: one of official, agency, broadcaster, newspaper"
    assert remedies(faulty, CLAIM, "said_by") == [f"found 'DNK'; write {remedy}"]


@pytest.mark.parametrize("speaker", ["DNK", "GRL", "EUE"])
@pytest.mark.parametrize("sources", [PAPER, f"{BLOG};{PAPER}"])
def test_a_state_a_territory_and_a_union_are_quoted_by_a_paper(tables: Tables, speaker: str, sources: str) -> None:
    quoted = planted(tables, "claims", CLAIM, said_by=speaker, confidence="confirmed", sources=sources)
    assert remedies(quoted, CLAIM, "said_by") == remedies(quoted, CLAIM, "confidence") == []


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"said_by": "DNK", "sources": PAPER, "confidence": "reported"}, "confirmed: DNK is quoted"),
        ({"said_by": "DNK", "sources": PAPER, "confidence": "unverified"}, "confirmed: DNK is quoted"),
        ({"sources": OFFICIAL, "confidence": "reported"}, "confirmed: one of its sources is official"),
        (
            {"sources": PAPER, "confidence": "confirmed"},
            "reported: no source is official and nobody is quoted in said_by",
        ),
        (
            {"sources": BLOG, "confidence": "reported"},
            "unverified: it rests on blogs that do not say whom they have it from",
        ),
    ],
)
def test_confidence_follows_one_rule_both_ways(tables: Tables, cells: dict[str, str], wanted: str) -> None:
    faulty = planted(tables, "claims", CLAIM, **cells)
    assert remedies(faulty, CLAIM, "confidence") == [f"found '{cells['confidence']}'; write {wanted}"]
    right = planted(faulty, "claims", CLAIM, confidence=wanted.split(":")[0])
    assert remedies(right, CLAIM, "confidence") == []


@pytest.mark.parametrize("confidence", ["reported", "unverified"])
def test_between_reported_and_unverified_the_editor_judges(tables: Tables, confidence: str) -> None:
    assert remedies(planted(tables, "claims", CLAIM, sources=PAPER, confidence=confidence), CLAIM, "confidence") == []


def test_an_event_with_an_official_source_is_confirmed(tables: Tables) -> None:
    faulty = planted(tables, "events", EVENT, sources=OFFICIAL, confidence="reported")
    assert remedies(faulty, EVENT, "confidence") == [
        "found 'reported'; write confirmed: one of its sources is official"
    ]
    assert remedies(planted(tables, "events", EVENT, sources=PAPER, confidence="confirmed"), EVENT, "confidence") == []


@pytest.mark.parametrize(
    ("text", "day", "named"),
    [
        ("They came on 18 January", "2026-01-18", True),
        ("From 15 to 17 January they look", "2026-01-15", True),
        ("They came on 8 January", "2026-01-18", False),
        ("They came on 18 January", "2026-01-08", False),
        ("They came in January", "2026-01", True),
        ("They came", "2026-01", False),
        ("Built from 1951", "1951", True),
        ("Built", "1951", False),
    ],
)
def test_a_text_names_a_day_or_not(text: str, day: str, named: bool) -> None:
    assert names_day(text, day) == named


STEP = "dep_svn_02-step"  # "have left", in a report of that day


def test_what_happens_on_the_day_of_its_report_was_worked_out(tables: Tables) -> None:
    day = row_of(tables, "claims", STEP)["day"]
    faulty = planted(tables, "claims", STEP, basis="stated")
    remedy = f"inferred: {day} is when 24ur_si_dep appeared, and the text does not name it"
    assert remedies(faulty, STEP, "basis") == [f"found 'stated'; write {remedy}"]
    assert remedies(planted(faulty, "claims", STEP, text="They left on 25 January"), STEP, "basis") == []
    assert (
        remedies(planted(faulty, "claims", STEP, value="announced"), STEP, "basis") == []
    )  # said that day, and so reported


def test_what_is_said_on_a_day_that_was_worked_out_was_worked_out(tables: Tables) -> None:
    faulty = planted(
        planted(tables, "claims", STEP, basis="stated", value="announced"),
        "sources",
        "24ur_si_dep",
        published_basis="inferred",
    )
    assert [line.split(":")[0] for line in remedies(faulty, STEP, "basis")] == ["found 'stated'; write inferred"]


def test_a_source_is_cited_by_its_first_id(tables: Tables) -> None:
    same = next(row for row in tables.sources if row["same_as"])
    for table, record in (("claims", CLAIM), ("events", EVENT)):
        remedy = f"{same['same_as']}: the same address is listed under that id"
        faulty = planted(tables, table, record, sources=same["id"])
        assert remedies(faulty, record, "sources") == [f"found '{same['id']}'; write {remedy}"]
        assert remedies(planted(tables, table, record, sources=same["same_as"]), record, "sources") == []


def test_a_blog_made_from_a_listed_source_stands_beside_it(tables: Tables) -> None:
    copied = planted(tables, "sources", BLOG, rests_on=PAPER)
    faulty = planted(copied, "claims", CLAIM, sources=BLOG)
    remedy = f"{PAPER} as well: {BLOG} was made from it alone"
    assert remedies(faulty, CLAIM, "sources") == [f"found '{BLOG}'; write {remedy}"]
    assert remedies(planted(faulty, "claims", CLAIM, sources=f"{BLOG};{PAPER}"), CLAIM, "sources") == []
    later = planted(faulty, "claims", CLAIM, day="2026-01-20")  # the original is of the 19th
    assert remedies(later, CLAIM, "sources") == []
    elsewhere = planted(faulty, "sources", BLOG, rests_on=f"{PAPER};DR")
    assert remedies(elsewhere, CLAIM, "sources") == []


def test_a_row_whose_source_is_not_there_is_not_judged(tables: Tables) -> None:
    faulty = planted(tables, "claims", CLAIM, sources="nowhere", confidence="confirmed")
    assert not [one for one in vouching_problems(faulty) if one.row == f"row {CLAIM}"]


def test_no_shipped_speaker_is_quoted_by_weak_sources_alone(tables: Tables) -> None:
    kinds = {row["id"]: row["kind"] for row in tables.sources}
    spoken = [row for row in tables.claims if row["said_by"]]
    assert spoken
    assert all(
        {kinds[name] for name in listed(row["sources"])} - {"blog", "trade", "reference", "seed"} for row in spoken
    )


def test_an_event_that_all_its_sources_came_before_is_planned(tables: Tables) -> None:
    faulty = planted(tables, "events", "ev_add_05", date_precision="day")
    line = "found 'day'; write planned: all its sources appeared before that date"
    assert remedies(faulty, "ev_add_05", "date_precision") == [line]
    assert (
        remedies(
            planted(faulty, "events", "ev_add_05", sources=f"fdk_shield;{OFFICIAL}"), "ev_add_05", "date_precision"
        )
        == []
    )


def test_of_each_site_that_is_no_airport_a_claim_says_who_runs_it(tables: Tables) -> None:
    assert list(site_problems(tables)) == []
    ours = [row for row in tables.claims if not (row["subject"] == "gronnedal" and row["attribute"] == "actor")]
    assert len(tables.claims) - len(ours) == 2
    (problem,) = site_problems(replace(tables, claims=ours))
    remedy = "the site with a claim actor that says who runs it; only a civil airport may have none"
    assert (problem.row, problem.field, problem.remedy) == ("feature gronnedal", "id", remedy)


# Contingents that are part of another.

PART, WHOLE = "swe-shield", "shield-whole"


def parts(tables: Tables) -> list[str]:
    return [f"{one.row}: found {one.found}; write {one.remedy}" for one in contingent_problems(tables)]


def test_the_shipped_parts_belong_to_their_whole(tables: Tables) -> None:
    assert any(row["part_of"] for row in tables.contingents)
    assert parts(tables) == []


def test_the_whole_of_a_contingent_is_no_part_itself(tables: Tables) -> None:
    faulty = planted(tables, "contingents", PART, part_of="nor-shield")
    assert parts(faulty) == [f"row {PART}: found 'nor-shield'; write the whole itself, {WHOLE}"]


def test_a_part_runs_under_the_programme_of_its_whole(tables: Tables) -> None:
    faulty = planted(tables, "contingents", PART, programme="norad")
    remedy = f"a contingent of the same programme, norad; {WHOLE} runs under another"
    assert parts(faulty) == [f"row {PART}: found arctic_sentry; write {remedy}"]


@pytest.mark.parametrize(
    ("low", "high", "found"), [("400", "400", 0), ("500", "500", 1), ("500", "", 1), ("", "500", 0), ("", "", 0)]
)
def test_a_part_is_not_larger_than_its_whole_where_both_are_known(
    tables: Tables, low: str, high: str, found: int
) -> None:
    number = {"id": "swe-people", "subject": PART, "low": low, "high": high}
    faulty = added(tables, "claims", "news_shield_whole-people", **number)
    line = f"row {PART}: found 500 in the part, 400 in the whole; write a part that is not larger than its whole"
    assert parts(faulty) == [line] * found
    unknown = planted(faulty, "claims", "news_shield_whole-people", high="")
    assert parts(unknown) == []


def test_a_whole_that_is_not_there_is_told(tables: Tables) -> None:
    faulty = planted(tables, "contingents", PART, part_of="nobody")
    (line,) = [str(one) for one in problems_in(faulty) if one.field == "part_of"]
    assert line.endswith("part_of: found 'nobody'; write an id that stands in evidence/contingents.csv")
