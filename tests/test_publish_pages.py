"""What the published site says to people without a script and to programs: pages, cards, data set, feed, embed."""

import io
import json
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dashboard.cli import main
from dashboard.publish import facts, feed, meta
from dashboard.publish.command import base_url, host
from dashboard.publish.frontend import early_script
from dashboard.publish.markup import document, link, policy
from dashboard.publish.whole import Options, Site
from dashboard.release import current_release
from dashboard.text.i18n import words_of
from geodata.model import POST

BASE = "https://example.org/map/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(current_release(), Options(BASE, ("https://news.example.org",)))


def text(site: Site, path: str) -> str:
    body = site.read(path)
    assert body is not None, path
    return body.decode()


@pytest.mark.parametrize(("path", "lang", "word"), [("", "en", "soldiers"), ("da/", "da", "soldater")])
def test_the_page_reads_without_a_script(site: Site, path: str, lang: str, word: str) -> None:
    page = text(site, f"{path}index.html")
    shown = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    heading = re.search(r'<h1 class="sentence">(.*?)</h1>', shown)
    assert heading is not None
    assert word in heading[1]
    assert f'<html lang="{lang}"' in page
    assert shown.count("<tr>") > 60
    assert shown.count('rel="noopener noreferrer"') > 100, "its sources are links"
    assert f'content="{policy([early_script()])}"'.replace("'", "&#x27;") in page
    scripts = re.findall(r"<script(?! defer src| type=)[^>]*>(.*?)</script>", page, flags=re.DOTALL)
    assert scripts == [early_script()], "no script stands in the page but the first, which is allowed by its hash"
    assert " style=" not in page


def test_what_the_first_view_needs_is_asked_ahead_and_the_sentence_never_breaks_its_lines_anew(site: Site) -> None:
    page, folder = text(site, "da/index.html"), f"../r/{site.version}/"
    ahead = re.findall(r'<link rel="preload" [^>]*href="([^"]+)">', page)
    first = re.findall(r'<link rel="preload" as="font" [^>]*href="([^"]+)">', page.partition("<body>")[0])
    assert first == [f"{folder}assets/fonts/serif.woff2"], "a font asked for in the head holds up the first picture"
    wanted = ("assets/fonts/serif.woff2", "assets/fonts/sans.woff2", "data/page/da.json", "data/start/da.json")
    assert {f"{folder}{name}" for name in wanted} == set(ahead)
    frame = unescape(re.findall(r'<iframe [^>]*srcdoc="([^"]+)"', page)[0])
    assert re.findall(r'src="([^"]+)"', frame) == [f"{folder}assets/{name}.js" for name in ("frame", "leaflet", "map")]
    assert page.index("assets/page.css") < page.index("preload"), "what is painted first is asked for first"
    faces = re.findall(
        r'font-family:"(Source \w+)".*?font-display:(\w+)', text(site, f"r/{site.version}/assets/page.css")
    )
    assert dict(faces) == {"Source Sans": "swap", "Source Serif": "optional"}


def test_a_shared_link_shows_title_text_and_picture(site: Site) -> None:
    page = text(site, "da/nation/fra/index.html")
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page))
    assert found["og:title"].startswith("Frankrig · ")
    assert found["og:description"].startswith("Kun Frankrig:")
    assert found["og:url"] == f"{BASE}da/nation/fra/"
    assert found["og:image"].removeprefix(BASE) in site.files
    assert found["twitter:card"] == "summary_large_image"
    assert f'hreflang="en" href="{BASE}nation/fra/"' in page


def test_every_nation_and_every_post_has_a_page_of_its_own(site: Site) -> None:
    atlas = current_release().atlas
    posts = [one.id for one in atlas.subjects.values() if one.kind == POST]
    assert {f"post/{name}/index.html" for name in posts} <= site.files.keys()
    assert {"nation/dnk/index.html", "da/nation/usa/index.html"} <= site.files.keys()
    titles = {re.search(r"<title>(.*?)</title>", text(site, f"post/{name}/index.html"))[1] for name in posts[:12]}  # type: ignore[index]
    assert len(titles) == 12
    assert facts.Subject("post", "fra-nuuk").sel == "fra-nuuk"
    page = text(site, "post/fra-nuuk/index.html")
    assert '<a href="../../?asof=' in page
    assert "sel=fra-nuuk" in page


def test_the_site_brings_the_evidence_as_a_data_package(site: Site) -> None:
    described = json.loads(text(site, "data/datapackage.json"))
    with zipfile.ZipFile(io.BytesIO(site.read("data/datapackage.zip") or b"")) as packed:
        assert json.loads(packed.read("datapackage.json")) == described
        for resource in described["resources"]:
            assert packed.read(resource["path"]) == site.read(f"data/{resource['path']}")
    assert "/data/*\n  Access-Control-Allow-Origin: *\n" in text(site, "_headers")
    assert 'rel="describedby" type="application/json" href="../../data/datapackage.json"' in text(
        site, "da/embed/index.html"
    )


def test_links_within_the_site_lead_somewhere(site: Site) -> None:
    for path in (
        "index.html",
        "da/index.html",
        "nation/fra/index.html",
        "da/post/fra-nuuk/index.html",
        "embed/index.html",
    ):
        for address in re.findall(r'(?:href|src)="([^"#]*)"', text(site, path)):
            if address.startswith(("http", "data:")):
                continue
            parts = [*path.split("/")[:-1], *address.partition("?")[0].split("/")]
            here: list[str] = []
            for part in parts:
                if part == "..":
                    here.pop()
                elif part not in ("", "."):
                    here.append(part)
            goal = "/".join(here)
            assert goal in site.files or f"{goal}/index.html".lstrip("/") in site.files, (path, address)


def test_the_data_set_is_described_and_its_text_ends_no_script(site: Site) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text(site, "index.html"))
    assert found is not None
    data = json.loads(found[1])
    assert (data["@type"], data["url"], data["inLanguage"]) == ("Dataset", BASE, "en")
    assert len(data["citation"]) > 5
    assert data["distribution"][0]["contentUrl"] == f"{BASE}data/datapackage.zip"
    hostile = meta.script_of({"name": "</script><script>alert(1)</script>\u2028<!--"})
    assert hostile.count("<") == 2
    assert json.loads(hostile.partition(">")[2].rpartition("<")[0])["name"].startswith("</script>")


def test_text_of_the_evidence_is_never_markup() -> None:
    assert link("javascript:alert(1)", "<b>") == "<span>&lt;b&gt;</span>"
    assert link('https://x.org/"><script>', "a") == (
        '<a href="https://x.org/&quot;&gt;&lt;script&gt;" rel="noopener noreferrer" target="_blank">a</a>'
    )
    assert b'data-x="&quot;&gt;"' in document("en", [], "", {"x": '">'})


def test_the_feed_has_an_entry_a_claim_and_says_what_the_day_did(site: Site) -> None:
    actual = ET.fromstring(text(site, "changes.atom"))  # noqa: S314 (our own)
    entries = actual.findall(f"{ATOM}entry")
    assert 50 < len(entries) <= 100
    days = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    content = "\n".join(entry.findtext(f"{ATOM}content", "") for entry in entries)
    assert "number of people" in content


def test_an_entry_says_what_its_claim_did_to_the_number_of_people() -> None:
    atlas, day = current_release().atlas, date(2026, 1, 17)
    claims = [claim for claim in atlas.claims.values() if atlas.known_from(claim.id) == day]
    actual = feed.without(atlas, words_of("en"), day, claims)
    assert actual["dep_deu_06-people"] == "Without this report, 17–23 would be counted that day instead of 32–38."
    assert 0 < len(actual) < len(claims), "of most claims no number hangs"


def test_whole_addresses_are_told_only_where_the_site_knows_its_own(site: Site) -> None:
    assert {"sitemap.xml", "oembed.json", "da/oembed.json"} <= site.files.keys()
    assert f'href="{BASE}da/oembed.json"' in text(site, "da/index.html")
    assert f'src="{BASE}da/embed/"' in json.loads(text(site, "da/oembed.json"))["html"]
    assert f"<loc>{BASE}da/nation/fra/</loc>" in text(site, "sitemap.xml")
    frame = json.loads(text(site, "oembed.json"))
    assert (frame["type"], frame["version"]) == ("rich", "1.0")
    assert f'src="{BASE}embed/"' in frame["html"]
    nowhere = Site(current_release())
    assert not {"sitemap.xml", "oembed.json"} & nowhere.files.keys()
    assert "og:url" not in text(nowhere, "index.html")


def test_who_may_frame_the_map_is_said_by_the_options(site: Site) -> None:
    assert "frame-ancestors 'self' https://news.example.org\n" in text(site, "_headers")
    assert "frame-ancestors 'self'\n" in text(Site(current_release()), "_headers")


def test_an_address_or_a_host_that_is_none_is_refused() -> None:
    assert base_url("https://example.org/map") == BASE
    assert host("*.Example.org") == "*.example.org"
    for wrong in ("example.org", "ftp://example.org", "https://example.org/?x=1"):
        with pytest.raises(Exception, match="write a whole address"):
            base_url(wrong)
    for wrong in ("'self'; script-src *", "a b", "https://"):
        with pytest.raises(Exception, match="write a host"):
            host(wrong)


def test_the_command_writes_the_site_or_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.publish.whole.Site._data", lambda _site: iter(()))
    monkeypatch.setattr("dashboard.publish.whole.Site._pictures", lambda _site: iter(()))
    assert main(["publish", str(tmp_path / "site")]) == 0
    assert " files, " in capsys.readouterr().out
    assert (tmp_path / "site" / "da" / "index.html").is_file()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter").touch()
    assert main(["publish", str(tmp_path / "other")]) == 1
    assert "a folder that holds something else" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["publish", str(tmp_path / "site"), "--base-url", "nope"])
