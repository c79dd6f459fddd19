"""HTTP by the book: codings, tags, ranges, methods and ways, as a browser, a proxy or a program may ask."""

import pytest

from dashboard.web.conditional import has_already, one_vary, takes_gzip
from tests.test_app import Client, client  # noqa: F401 - a fixture is asked for by its name

FILES = ["/", "/assets/map.js", "/data/start/en.json", "/favicon.png"]


@pytest.mark.parametrize(
    ("accepts", "takes"),
    [
        (["gzip"], True),
        (["GZIP"], True),
        (["br, gzip;q=0.8"], True),
        (["br", "gzip"], True),
        (["*"], True),
        (["identity;q=0.5, *;q=0.6"], True),
        (["gzip;q=0"], False),
        (["gzip; q=0.000"], False),
        (["*;q=0"], False),
        (["gzip;q=0, *"], False),
        (["identity, gzip;q=0.5"], False),
        (["identity"], False),
        (["gzip;q=much"], False),
        ([""], False),
        ([], False),
        (["notgzip"], False),
    ],
)
def test_a_file_is_pressed_only_for_who_takes_it_so(accepts: list[str], takes: bool) -> None:
    assert takes_gzip(accepts) is takes


@pytest.mark.parametrize(
    ("question", "has"),
    [
        (['"a"'], True),
        (['W/"a"'], True),
        (['"b", "a"'], True),
        (['"b"', 'W/"a"'], True),
        (['"b","a","c"'], True),
        (["*"], True),
        ([' "a" '], True),
        (['"b"'], False),
        (['"a,b"'], False),
        (["a"], False),
        ([""], False),
        ([], False),
    ],
)
def test_a_browser_has_a_file_when_one_of_its_tags_is_the_files(question: list[str], has: bool) -> None:
    assert has_already(question, '"a"') is has


def test_one_vary_names_each_header_once() -> None:
    assert one_vary(["Accept-Encoding", "Cookie, Accept-Encoding", "cookie"]).lower() == "accept-encoding, cookie"


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_a_file_that_the_browser_has_is_answered_with_304_and_its_headers(
    client: Client,  # noqa: F811
    path: str,
    coding: str,
) -> None:
    first = client.get(path, accept_encoding=coding)
    tag = first.headers["etag"]
    for question in (tag, f"W/{tag}", f'"other", W/{tag}', "*"):
        again = client.get(path, accept_encoding=coding, if_none_match=question)
        assert (again.status_code, again.content) == (304, b"")
        same = ("etag", "cache-control", "vary", "content-security-policy")
        assert [again.headers[name] for name in same] == [first.headers[name] for name in same]
    assert client.get(path, accept_encoding=coding, if_none_match='"other"').status_code == 200


@pytest.mark.parametrize("path", FILES[:3])
def test_each_coding_has_its_own_tag(client: Client, path: str) -> None:  # noqa: F811
    plain, gzipped = (client.get(path, accept_encoding=coding) for coding in ("identity", "gzip"))
    assert plain.headers["etag"] != gzipped.headers["etag"]
    assert "content-encoding" not in plain.headers
    assert gzipped.headers["content-encoding"] == "gzip"
    assert client.get(path, accept_encoding="gzip;q=0").content == plain.content


@pytest.mark.parametrize("path", FILES)
def test_a_range_is_answered_with_the_whole_and_none_is_offered(client: Client, path: str) -> None:  # noqa: F811
    whole = client.get(path)
    part = client.get(path, range="bytes=0-9", if_range=whole.headers["etag"])
    assert (part.status_code, part.content) == (200, whole.content)
    assert part.headers["accept-ranges"] == "none"


@pytest.mark.parametrize("path", ["/", "/assets/map.js", "/_stcore/health", "/component/x"])
def test_vary_stands_once_and_names_each_header_once(client: Client, path: str) -> None:  # noqa: F811
    names = [name.strip().lower() for name in client.get(path).headers.get("vary", "").split(",")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/view/rows.csv", "/_stcore/health", "/static/js/none.js"])
def test_nothing_can_be_sent(client: Client, method: str, path: str) -> None:  # noqa: F811
    answer = client.get(path, method=method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.headers["x-content-type-options"] == "nosniff"


LARGE = [{"content_length": "64001"}, {"transfer_encoding": "chunked"}, {"content_length": "x"}]
UNKNOWN = ["/rubbish", "/a/b/", "/index.html", "/view/a/b", "/healthzz", "/manifest.json", "//evil"]


@pytest.mark.parametrize("headers", LARGE)
def test_a_large_body_is_refused_before_it_comes(client: Client, headers: dict[str, str]) -> None:  # noqa: F811
    answer = client.get("/", **headers)
    assert (answer.status_code, answer.headers["connection"]) == (413, "close")
    assert client.get("/", content_length="0").status_code == 200


@pytest.mark.parametrize("path", UNKNOWN)
def test_a_path_that_nobody_knows_leads_home_by_a_relative_way(client: Client, path: str) -> None:  # noqa: F811
    answer = client.get(f"{path}?nations=FRA", host="evil.example")
    assert answer.status_code == 307
    assert set(answer.headers["location"].partition("?")[0]) <= {".", "/"}
    assert not answer.headers["location"].startswith("/")
    assert answer.headers["location"].endswith("?nations=FRA")
    assert client.get(path, method="HEAD").status_code == 307
