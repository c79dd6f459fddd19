"""What the live page tells whoever shares its link, and who may frame what."""

import html
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.present.story import scenes
from dashboard.web import middleware
from dashboard.web.middleware import StartPageMiddleware
from tests.test_app import Client


async def other(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("other")


@pytest.fixture
def client() -> Client:
    return Client(Starlette(middleware=[Middleware(StartPageMiddleware)]))


def card(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+|description)" content="([^"]*)">', page)
    return {name: html.unescape(text) for name, text in found}


def test_a_shared_link_tells_its_view_and_names_a_picture_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = card(client.get("/", accept_encoding="identity").text)
    assert opening["og:title"] == "Arctic Endurance Map"
    assert opening["og:description"] == opening["description"]
    assert "soldiers" in opening["og:description"]
    assert not {"og:image", "og:url"} & opening.keys(), "the server does not know its own address"
    monkeypatch.setattr(middleware, "public_address", lambda: "https://example.org/arctic")
    actual = client.get("/?nations=FRA&asof=2026-02-06&lang=da&theme=dark&utm_source=x", accept_encoding="identity")
    found, query = card(actual.text), "asof=2026-02-06&nations=FRA&lang=da"
    assert found["og:title"] == "Frankrig · 6. februar 2026 · Arctic Endurance-kortet"
    assert found["og:description"].startswith("Kun Frankrig: ")
    assert found["og:url"] == f"https://example.org/arctic/?{query}"
    assert found["og:image"] == f"https://example.org/arctic/view/picture.png?{query}"
    assert found["twitter:card"] == "summary_large_image"
    assert f"<title>{found['og:title']}</title>" in actual.text


def test_an_address_that_names_a_scene_is_called_as_the_scene_is(client: Client) -> None:
    assert card(client.get("/?view=story&scene=3", accept_encoding="identity").text)["og:title"] == (
        f"{scenes()[2].title['en']} · Arctic Endurance Map"
    )


def test_only_listed_sites_may_frame_the_published_map_and_nobody_the_page() -> None:
    sites = ("https://news.example.org",)
    app = Starlette(
        routes=[Route("/map/{path:path}", other), Route("/other", other)],
        middleware=[Middleware(StartPageMiddleware, embed_from=sites, ours=[Route("/map/{path:path}", other)])],
    )
    named = f" {sites[0]}"
    for path, framers in (("/", ""), ("/other", ""), ("/mapx", ""), ("/map/embed/", named), ("/embed", named)):
        rules = Client(app).get(path).headers["content-security-policy"].split("; ")
        assert f"frame-ancestors 'self'{framers}" in rules, path
