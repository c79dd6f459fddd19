"""`/data/v1`: the same rows in each format, by both clocks; errors that say what to write; HTTP by the book."""

import asyncio
import csv
import gzip
import io
import json
import threading
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Route

from dashboard.api.answers import Desk
from dashboard.api.catalogue import COLLECTIONS
from dashboard.api.changes import Changes
from dashboard.api.codebook import meanings
from dashboard.api.links import links_for
from dashboard.api.operations import OPERATIONS
from dashboard.api.problems import RequestError
from dashboard.api.routes import api_routes
from dashboard.export import records
from dashboard.state import ViewState
from dashboard.text.i18n import words_of
from dashboard.view.view import resolve_view
from dashboard.web.accepting import accepted
from dashboard.web.guard import Guard
from dashboard.web.limits import Limits
from dashboard.web.middleware import StartPageMiddleware
from geodata import Atlas
from geodata.schema.fields import FIELDS
from tests.scenes import played
from tests.test_app import Answer, Client

DAY = date(2026, 1, 19)
ENDINGS = ("geojson", "csv", "parquet")
PUBLIC = "https://map.example.org/arctic"


def interface(public: str = "", below: str = "") -> Client:
    """Our routes behind our guard, as the server's entry puts them together."""
    feed = Route(f"{below}/view/changes.atom", Changes(public).answer)
    routes = [*api_routes(below, public), feed]
    middleware = [
        Middleware(Guard, limits=Limits(), base=below.strip("/")),
        Middleware(StartPageMiddleware, base=below.strip("/"), ours=routes),
    ]
    return Client(Starlette(routes=routes, middleware=middleware))


@pytest.fixture(scope="module")
def api() -> Client:
    return interface()


def ask(api: Client, path: str, **headers: str) -> Answer:
    return api.get(f"/data/v1/{path}", **headers)


def read_json(answer: Answer) -> Any:
    body = gzip.decompress(answer.content) if answer.headers.get("content-encoding") == "gzip" else answer.content
    return json.loads(body)


def features(api: Client, path: str) -> list[dict[str, Any]]:
    answer = ask(api, path)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = read_json(answer)["features"]
    return found


def ids(api: Client, path: str) -> list[str]:
    return [one["id"] for one in features(api, path)]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_each_format_holds_the_same_rows_with_the_same_values(api: Client, name: str) -> None:
    query = "as_of=2026-01-19" if COLLECTIONS[name].looked else ""
    found = features(api, f"{name}.geojson?{query}")
    rows = list(csv.DictReader(io.StringIO(ask(api, f"{name}.csv?{query}", accept_encoding="identity").text)))
    table = pq.read_table(io.BytesIO(ask(api, f"{name}.parquet?{query}").content))
    assert [one["properties"]["id"] for one in found] == [row["id"] for row in rows] == table["id"].to_pylist()
    for one, row, typed in zip(found, rows, table.to_pylist(), strict=True):
        assert one["id"] == one["properties"]["id"]
        for column, value in one["properties"].items():
            written = typed[column].isoformat() if isinstance(typed[column], date) else typed[column]
            assert written == value, column
            text = {True: "true", False: "false", None: ""}.get(value) if not isinstance(value, (list, int)) else None
            if isinstance(value, bool) or value is None:
                assert row[column] == text or row[column] == str(value).lower(), column
            else:
                assert row[column] == (";".join(value) if isinstance(value, list) else str(value)), column
        shape = None if typed["geometry"] is None else shapely.geometry.mapping(shapely.from_wkb(typed["geometry"]))
        assert json.loads(json.dumps(shape)) == one["geometry"]
    about = json.loads(table.schema.metadata[b"geo"])
    assert (about["version"], about["primary_column"], about["columns"]["geometry"]["encoding"]) == (
        "1.1.0",
        "geometry",
        "WKB",
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_found_is_a_file_without_rows(api: Client, ending: str) -> None:
    answer = ask(api, f"states.{ending}?actor=nobody", accept_encoding="identity")
    assert answer.status_code == 200
    if ending == "parquet":
        assert pq.read_table(io.BytesIO(answer.content)).num_rows == 0
    elif ending == "csv":
        assert len(answer.text.splitlines()) == 1
    else:
        assert json.loads(answer.text)["features"] == []


def test_states_are_the_records_of_every_other_file(api: Client) -> None:
    view = resolve_view(ViewState(DAY, date(2026, 1, 17)), words_of("en")).view
    expected = json.loads(json.dumps(records(view), default=str))
    found = [one["properties"] for one in features(api, "states.geojson?as_of=2026-01-19&known_by=2026-01-17")]
    assert len(found) == len(expected) > 50
    for ours, theirs in zip(found, expected, strict=True):
        assert {name: theirs[name] for name in ours if name in theirs} == {
            name: value for name, value in ours.items() if not name.startswith("valid_")
        }


def test_the_history_holds_each_state_for_its_days(api: Client, atlas: Atlas) -> None:
    found = [one["properties"] for one in features(api, "history.geojson?limit=10000")]
    for day in (DAY, date(2026, 1, 30), date(2022, 5, 1)):
        held = {
            row["subject"]: (row["step"], row["low"], row["high"])
            for row in found
            if (row["valid_from"] or "") <= day.isoformat() <= (row["valid_to"] or "9999")
        }
        states = {name: s for name, s in atlas.at(day).states.items() if s.step}
        assert held == {name: (s.step, s.low, s.high) for name, s in states.items()}


def test_known_by_leaves_out_what_had_not_been_published(api: Client, atlas: Atlas) -> None:
    day = date(2026, 1, 15)
    assert ids(api, f"claims.geojson?known_by={day}") == [
        name for name in atlas.claims if atlas.known_from(name) <= day
    ]
    published = {one["id"]: one["properties"]["published"] for one in features(api, f"sources.geojson?known_by={day}")}
    assert published
    assert all(text is None or text <= "2026-01-15" for text in published.values())
    (france,) = features(api, "states.geojson?as_of=2026-09-01&known_by=2026-01-15&id=fra-nuuk")
    assert (france["properties"]["step"], france["properties"]["due"]) == ("announced", "2026-02-06")
    (now,) = features(api, "states.geojson?as_of=2026-09-01&id=fra-nuuk")
    assert now["properties"]["step"] == "open"


def test_evidence_has_all_columns_of_its_file_and_their_meaning(api: Client) -> None:
    for table in ("claims", "sources", "events", "contingents", "places", "sites", "diplomatic_posts"):
        (first, *_) = features(api, f"{table}.geojson?limit=1")
        assert [name for name in first["properties"] if name in meanings()[table]] == [f.name for f in FIELDS[table]]
    assert all(prop.meaning for one in COLLECTIONS.values() for prop in one.properties)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("actor=FRA", lambda p: p["actor"] == "FRA"),
        ("actor=FRA&kind=post", lambda p: p["actor"] == "FRA" and p["kind"] == "post"),
        ("low=15", lambda p: p["low"] == 15),
        ("disputed=true", lambda p: p["disputed"]),
        ("sources=seed", lambda p: "seed" in p["sources"]),
        ("rank=", lambda p: p["rank"] is None),
        ("rivals=", lambda p: not p["rivals"]),
        ("bbox=-52,64,-51,65", lambda p: any(-52 <= lon <= -51 and 64 <= lat <= 65 for lon, lat in p["points"])),
        ("bbox=170,-90,-30,90", lambda p: any(not -30 < lon < 170 for lon, _ in p["points"])),
        ("bbox=-52,64,0,-51,65,9", lambda p: any(-52 <= lon <= -51 and 64 <= lat <= 65 for lon, lat in p["points"])),
        ("datetime=2026-01-30/..", lambda p: (p["valid_to"] or "9999") >= "2026-01-30"),
        ("datetime=../2026-01-01T00:00:00Z", lambda p: (p["valid_from"] or "") <= "2026-01-01"),
    ],
)
def test_a_query_keeps_what_it_asks_for(api: Client, query: str, kept: Any) -> None:
    everything = features(api, "states.geojson?as_of=2026-01-19")
    expected = [one["id"] for one in everything if kept({**one["properties"], "points": points(one)})]
    assert 0 < len(expected) < len(everything)
    assert ids(api, f"states.geojson?as_of=2026-01-19&{query}") == expected


@pytest.mark.parametrize("maybe", [False, True])
def test_an_area_leaves_what_the_library_leaves_in_it(api: Client, atlas: Atlas, maybe: bool) -> None:
    """The same text as in the address of the page; what may lie there is asked for apart (rule R9)."""
    area = "circle:nuuk:150"
    question = area + (":maybe" if maybe else "")
    kept = atlas.at(date(2026, 1, 19)).refine(area=area, maybe=maybe).states
    found = ids(api, f"states.geojson?as_of=2026-01-19&area={question}")
    assert set(found) == {name for name, state in kept.items() if state.step}
    assert 5 < len(found) < len(ids(api, "states.geojson?as_of=2026-01-19"))
    spans = {one["id"]: one["properties"] for one in features(api, f"history.geojson?area={question}")}
    there = {p["subject"] for p in spans.values() if (p["valid_from"] or "") <= "2026-01-19" <= (p["valid_to"] or "9")}
    assert there == set(found)


def points(feature: dict[str, Any]) -> list[list[float]]:
    geometry = feature["geometry"] or {"type": "MultiPoint", "coordinates": []}
    found: list[list[float]] = geometry["coordinates"]
    return found if geometry["type"] == "MultiPoint" else [found]  # type: ignore[list-item]


def test_one_day_in_datetime_is_the_day_looked_at(api: Client) -> None:
    assert ids(api, "states.geojson?datetime=2026-01-19") == ids(api, "states.geojson?as_of=2026-01-19")


@pytest.mark.parametrize(
    ("path", "parameter", "found", "remedy"),
    [
        ("states.csv?as_of=19-01-2026", "as_of", "19-01-2026", "write a day from 1900-01-01 to 2100-12-31 as YYYY-"),
        ("states.csv?known_by=2026-02-30", "known_by", "2026-02-30", "or all"),
        ("claims.csv?as_of=2026-01-19", "as_of", "2026-01-19", "there is no such parameter here"),
        ("states.csv?asof=2026-01-19", "asof", "2026-01-19", "write as_of"),
        ("states.csv?bbox=1,2,3", "bbox", "1,2,3", "write west,south,east,north in degrees, e.g. -75,59,-10,84"),
        ("states.csv?bbox=0,80,10,70", "bbox", "0,80,10,70", "write south and north from -90 to 90, the lower first"),
        ("states.csv?bbox=NaN,0,1,1", "bbox", "NaN,0,1,1", "write west,south"),
        ("states.csv?area=circle:atlantis:9", "area", "circle:atlantis:9", "write a place that has a point"),
        ("history.csv?area=box:1,2,3,2", "area", "box:1,2,3,2", "south and north from -90 to 90, the lower first"),
        ("claims.csv?area=circle:nuuk:9", "area", "circle:nuuk:9", "there is no such parameter here"),
        ("states.csv?limit=0", "limit", "0", "write a whole number, 1 or more"),
        ("states.csv?offset=-1", "offset", "-1", "write a whole number, 0 or more"),
        ("states.csv?datetime=2026-02-01/2026-01-01", "datetime", "2026-02-01/2026-01-01", "the earlier first"),
        ("states.csv?datetime=..", "datetime", "..", "write a day or a moment with its zone"),
        ("claims.csv?basis=guessed", "basis", "guessed", "write one of: stated, inferred"),
        ("states.csv?low=many", "low", "many", "write a whole number, 0 or more"),
        ("states.csv?disputed=1", "disputed", "1", "write true or false"),
        ("states.csv?actor=FRA&actor=DEU", "actor", "DEU", "write it once"),
        ("openapi.json?x=1", "x", "1", "there is no such parameter here; write one of as_of, known_by"),
        ("datapackage.json?x=1", "x", "1", "leave it out"),
    ],
)
def test_an_error_names_parameter_value_and_remedy(
    api: Client, path: str, parameter: str, found: str, remedy: str
) -> None:
    answer = ask(api, path)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    body = json.loads(answer.content)
    (error,) = body["errors"]
    assert (body["title"], body["status"], error["parameter"], error["found"]) == ("Bad Request", 400, parameter, found)
    assert remedy in error["remedy"]
    assert f"{parameter}: found {found!r}" in body["detail"]


def test_all_faults_are_told_at_once(api: Client) -> None:
    errors = json.loads(ask(api, "states.csv?as_of=x&limit=y&z=1").content)["errors"]
    assert [one["parameter"] for one in errors] == ["as_of", "limit", "z"]


@pytest.mark.parametrize(
    "path", ["nothing", "states.xml", "claims", "collections/none", "timemap/actors.csv", "a/b//", "a\nb"]
)
def test_what_is_not_there_is_a_problem_and_never_the_page(api: Client, path: str) -> None:
    answer = ask(api, path)
    assert (answer.status_code, json.loads(answer.content)["title"]) == (404, "Not Found")


def test_a_collection_without_its_format_is_told_how_to_write_it(api: Client) -> None:
    for path in ("claims", "claim.csv", "claims.json"):
        text = json.loads(ask(api, path).content)["detail"]
        assert "write claims.geojson or claims.csv or claims.parquet; /data/v1/ lists what there is" in text


@pytest.mark.parametrize(
    "path", ["claims.geojson", "states.csv", "places.parquet", "", "openapi.json", "datapackage.zip"]
)
def test_http_by_the_book(api: Client, path: str) -> None:
    first = ask(api, path)
    assert first.status_code == 200
    assert {"accept-encoding", "accept"} <= {name.strip().lower() for name in first.headers["vary"].split(",")}
    tag = first.headers["etag"]
    for question in (tag, f"W/{tag}", f'"other", W/{tag}', "*"):
        again = ask(api, path, if_none_match=question)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["access-control-allow-origin"] == "*"
    assert ask(api, path, if_none_match='"other"').status_code == 200
    plain = ask(api, path, accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert ask(api, path, range="bytes=0-3").content == first.content
    head = api.get(f"/data/v1/{path}", method="HEAD")
    assert (head.status_code, head.headers["etag"], head.headers["content-length"]) == (
        200,
        tag,
        first.headers["content-length"],
    )
    assert ask(api, path, accept="image/png").status_code == 406
    assert ask(api, path, accept="*/*;q=0.1, text/html").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_sent_to_it(api: Client, method: str) -> None:
    answer = api.get("/data/v1/claims.csv", method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(answer.content)["status"] == 405
    assert api.get("/data/v12", method=method).headers["allow"] == "GET, HEAD"


def test_a_page_of_another_origin_may_ask_with_the_headers_that_it_needs(api: Client) -> None:
    answer = api.get("/data/v1/claims.csv", method="OPTIONS", origin="https://notebook.example.org")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")
    assert "Accept-Datetime" in answer.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    assert "access-control-allow-origin" not in api.get("/view/changes.atom").headers


def test_a_large_answer_is_pressed(api: Client) -> None:
    plain, gzipped = (ask(api, "claims.geojson", accept_encoding=coding) for coding in ("identity", "gzip"))
    assert gzip.decompress(gzipped.content) == plain.content
    assert len(gzipped.content) * 5 < len(plain.content)
    assert plain.headers["etag"] != gzipped.headers["etag"]


@pytest.mark.parametrize(
    ("accepts", "kind", "passes"),
    [
        ([], "text/csv", True),
        (["*/*"], "text/csv", True),
        (["text/*"], "text/csv; charset=utf-8", True),
        (["application/json"], "application/geo+json", True),
        (["application/geo+json;q=0, */*"], "application/geo+json", False),
        (["text/html, application/xhtml+xml, */*;q=0.8"], "application/json", True),
        (["text/html"], "application/json", False),
        (["application/json;q=0"], "application/json", False),
        (["application/json;q=x"], "application/json", False),
        (["image/png", "application/json"], "application/json", True),
    ],
)
def test_who_accepts_what(accepts: list[str], kind: str, passes: bool) -> None:
    assert accepted(accepts, kind) is passes


def test_no_host_is_said_back_and_addresses_are_relative_or_the_operators_own() -> None:
    for path in ("", "collections", "collections/states/items?limit=1", "timemap/claims.csv", "claims.csv"):
        answer = interface().get(f"/data/v1/{path}", host="evil.example", accept_encoding="identity")
        assert "evil.example" not in answer.text + str(answer.headers)
        assert "http://testserver" not in answer.text
    links = read_json(interface().get("/data/v1/collections/states/items?limit=1&offset=1"))["links"]
    assert [(one["rel"], one["href"]) for one in links] == [
        ("self", "../../collections/states/items?limit=1&offset=1"),
        ("next", "../../collections/states/items?limit=1&offset=2"),
        ("prev", "../../collections/states/items?limit=1&offset=0"),
        ("collection", "../../collections/states"),
    ]
    assert read_json(interface().get("/data/v1"))["links"][0]["href"] == "v1/"
    public = read_json(interface(PUBLIC, "/arctic").get("/arctic/data/v1"))["links"]
    assert all(one["href"].startswith(f"{PUBLIC}/data/v1/") for one in public)


@pytest.mark.parametrize(
    ("client", "server", "headers", "base"),
    [
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1:8501"}, "http://127.0.0.1:8501/arctic/data/v1"),
        ("127.0.0.1", "127.0.0.1", {"host": "localhost:8501"}, "http://127.0.0.1:8501/arctic/data/v1"),
        ("::1", "::1", {"host": "[::1]:8501"}, "http://[::1]:8501/arctic/data/v1"),
        ("127.0.0.1", "127.0.0.1", {"host": "evil.example"}, ""),
        ("127.0.0.1", "127.0.0.1", {"host": "127.0.0.1:8501", "x-forwarded-for": "203.0.113.7"}, ""),
        ("203.0.113.7", "127.0.0.1", {"host": "127.0.0.1:8501"}, ""),
        ("203.0.113.7", "203.0.113.9", {"host": "localhost"}, ""),
    ],
)
def test_whole_addresses_are_for_a_program_on_this_machine_alone(
    client: str, server: str, headers: dict[str, str], base: str
) -> None:
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "headers": pairs, "client": (client, 5000), "server": (server, 8501)}
    assert links_for(Request(scope), "", "", "/arctic").base == base
    assert links_for(Request(scope), "", f"{PUBLIC}/", "/arctic").base == f"{PUBLIC}/data/v1"


def asker() -> Request:
    async def waiting() -> dict[str, str]:
        await asyncio.sleep(5)
        return {"type": "http.disconnect"}

    return Request({"type": "http", "headers": [], "client": ("127.0.0.1", 5000)}, waiting)


def test_more_than_may_wait_are_told_to_come_back() -> None:
    async def flood() -> list[str]:
        desk, gate, who = Desk(at_once=1, waiting=2), threading.Event(), asker()
        running = [asyncio.create_task(desk.write(who, lambda: gate.wait(5))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(RequestError, match="too many ask at once; ask again in a second") as refused:
            await desk.write(who, lambda: True)
        gate.set()
        assert await asyncio.gather(*running) == [True, True]
        assert await desk.write(who, lambda: True)
        return [str(refused.value.status), refused.value.headers["Retry-After"]]

    assert played(flood()) == ["503", "1"]


def test_each_relative_link_leads_somewhere(api: Client) -> None:
    for page in ("/data/v1/", "/data/v1/collections/states", "/data/v1/collections/sites/items/pituffik"):
        for one in read_json(api.get(page))["links"]:
            parts = page.rpartition("/")[0].split("/")
            climbs = one["href"].count("../")
            path = "/".join(parts[: len(parts) - climbs]) + "/" + one["href"].removeprefix("./").replace("../", "")
            answer = api.get(path)
            assert answer.status_code == 200, (page, one["href"], path)
            assert answer.headers["content-type"].partition(";")[0] == one["type"].partition(";")[0]


NASTY = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "9" * 400, "-1", "1e999", "NaN", "2026-02-30", "0001-01-01", "9999-12-31", "/", "../..", "\x00"]
    ),
    st.dates().map(str),
    st.lists(st.floats().map(str), min_size=3, max_size=7).map(",".join),
    st.tuples(st.datetimes().map(str), st.datetimes().map(str)).map("/".join),
)
NAMES = [
    "as_of",
    "known_by",
    "area",
    "bbox",
    "datetime",
    "limit",
    "offset",
    "id",
    "actor",
    "low",
    "places",
    "due",
    "f",
    "",
    "é",
]


@settings(max_examples=40)
@given(
    st.sampled_from([one.path for one in OPERATIONS]),
    st.lists(st.tuples(st.sampled_from(NAMES), NASTY), max_size=3),
    st.sampled_from([*ENDINGS, "claims", "pituffik", "deu-recce"]) | NASTY,
    st.sampled_from(["Thu, 15 Jan 2026 00:00:00 GMT"]) | NASTY,
)
@example("states.{format}", [("as_of", "1900-01-01"), ("known_by", "1900-01-01")], "csv", "")
@example("states.{format}", [("datetime", "0001-01-01")], "parquet", "")
@example("history.{format}", [("known_by", "2100-12-31"), ("limit", "9" * 18)], "parquet", "")
@example("collections/states/items", [("offset", "9" * 18)], "", "Fri, 31 Dec 9999 23:59:59 GMT")
@example("claims.{format}", [], "geojson", "Thu, 15 Jan 2026 00:00:00 -0000")
def test_whatever_is_asked_the_answer_is_an_answer(
    path: str, pairs: list[tuple[str, str]], part: str, moment: str
) -> None:
    varied = path.replace("{format}", part).replace("{id}", part).replace("{table}", part)
    query = urlencode(pairs, errors="replace")
    header = moment.encode("ascii", "replace").decode()
    answer = interface().get(f"/data/v1/{quote(varied, errors='replace')}?{query}", accept_datetime=header)
    assert answer.status_code in (200, 400, 404)
    if answer.status_code != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert json.loads(answer.content)["detail"]


@settings(max_examples=20)
@given(st.integers(1, 40), st.integers(0, 120))
def test_pages_laid_side_by_side_are_the_whole(limit: int, offset: int) -> None:
    api = interface()
    whole = ids(api, "states.geojson?as_of=2026-01-19")
    page = read_json(ask(api, f"collections/states/items?as_of=2026-01-19&limit={limit}&offset={offset}"))
    assert [one["id"] for one in page["features"]] == whole[offset : offset + limit]
    assert (page["numberMatched"], page["numberReturned"]) == (len(whole), len(page["features"]))
    assert any(one["rel"] == "next" for one in page["links"]) is (offset + limit < len(whole))


def test_a_text_that_a_spreadsheet_would_run_is_harmless() -> None:
    from dashboard.api.formats import write_csv
    from dashboard.api.items import Item
    from dashboard.api.properties import Property

    text = write_csv(
        [Item({"id": "=1+1", "n": -3})], (Property("id", "string", ""), Property("n", "integer", ""))
    ).decode()
    assert text == "id,n,lon,lat\r\n'=1+1,-3,,\r\n"


def test_days_of_knowledge_change_nothing_between_them(api: Client) -> None:
    first = date(2026, 1, 16)
    bodies = {ask(api, f"claims.csv?known_by={first + timedelta(days=n)}").content for n in range(2)}
    assert len(bodies) == 2
