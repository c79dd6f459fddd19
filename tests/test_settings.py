"""Settings: a variable over the file over the default, all that is wrong at once, and all of them documented."""

import re
from pathlib import Path

import pytest

from dashboard.web.limits import Limits
from dashboard.web.settings import Settings, SettingsError, all_settings, read_settings, table

OPERATING = Path(__file__).resolve().parents[1] / "docs" / "operating.md"


def documented(text: str) -> str:
    found = re.search(r"<!-- settings: [^\n]+-->\n(.*?)<!-- end of settings -->", text, re.S)
    return found[1] if found else ""


def test_nothing_set_is_the_default() -> None:
    assert read_settings({"HOME": "x"}) == Settings()


def test_a_variable_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / "arctic.toml"
    file.write_text('port = 8600\nruns = 2\nreload = false\nmetrics_from = ["127.0.0.1"]\nevidence_folder = "/srv"\n')
    found = read_settings({"ARCTIC_SETTINGS": str(file), "ARCTIC_RUNS": " 4 ", "ARCTIC_CONNECTIONS": "7"})
    assert (found.port, found.reload, found.metrics_from) == (8600, False, ("127.0.0.1",))
    assert found.limits == Limits(connections=7, runs=4)
    assert (found.evidence_folder, found.host) == ("/srv", "127.0.0.1")
    assert read_settings({"ARCTIC_SETTINGS": str(file), "GEODATA_DIR": "/other"}).evidence_folder == "/other"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ARCTIC_RUNS", "0", "ARCTIC_RUNS: found '0'; write a whole number above 0"),
        ("ARCTIC_RUNS", "many", "ARCTIC_RUNS: found 'many'; write a whole number above 0"),
        ("ARCTIC_RUNS", "²", "ARCTIC_RUNS: found '²'; write a whole number above 0"),
        ("ARCTIC_RUNS", "9" * 5000, "…; write a whole number above 0"),
        ("ARCTIC_CONECTIONS", "5", "ARCTIC_CONECTIONS: no setting has this name; write one of: ARCTIC_ALLOWED_HOSTS, "),
        ("ARCTIC_PORT", "65536", "ARCTIC_PORT: found '65536'; write a number from 1 to 65535"),
        ("ARCTIC_RELOAD", "yes", "ARCTIC_RELOAD: found 'yes'; write true or false"),
        ("ARCTIC_LOG_FORMAT", "xml", "ARCTIC_LOG_FORMAT: found 'xml'; write text or json"),
        ("ARCTIC_METRICS_FROM", "10.0.0.1/8", "write networks with commas between them, as 127.0.0.1, 10.0.0.0/8"),
        ("ARCTIC_PUBLIC_URL", "example.org", "write an address without a query, as https://example.org/arctic"),
        ("ARCTIC_PUBLIC_URL", "https://a.org/<b>", "write an address without a query, as https://example.org/arctic"),
        (
            "ARCTIC_EMBED_FROM",
            "a.org; script-src *",
            "write hosts with commas between them, as https://news.example.org",
        ),
        ("ARCTIC_BASE_PATH", "../x y", "names of letters, digits, - and _ with / between them, as arctic/map"),
        ("ARCTIC_BASE_PATH", "a//b", "names of letters, digits, - and _ with / between them, as arctic/map"),
        ("ARCTIC_BASE_PATH", "{name}", "names of letters, digits, - and _ with / between them, as arctic/map"),
        ("ARCTIC_HOST", "a\nb", "ARCTIC_HOST: found 'a\\nb'; write one line of text"),
        ("ARCTIC_SETTINGS", "/none.toml", "found '/none.toml', which cannot be read (No such file or directory)"),
    ],
)
def test_a_wrong_setting_is_told_with_its_remedy(name: str, text: str, expected: str) -> None:
    with pytest.raises(SettingsError, match=r"^ARCTIC_") as caught:
        read_settings({name: text})
    assert expected in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("path", ["", "/", "arctic", "arctic/map", "/arctic/map/", "v1.2/map_a"])
def test_a_path_below_which_the_page_can_lie_is_taken_as_it_is_written(path: str) -> None:
    assert read_settings({"ARCTIC_BASE_PATH": path}).base_path == path


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "arctic.toml"
    file.write_text('port = "x"\ncolour = 1\nreload = 3\nallowed_hosts = [1]\n')
    with pytest.raises(SettingsError, match="colour: no setting has this name") as caught:
        read_settings({"ARCTIC_SETTINGS": str(file), "ARCTIC_RUNS": "-1", "ARCTIC_HSTS_SECONDS": "1.5"})
    names = [line.removeprefix(f"{file}: ").split(":")[0] for line in str(caught.value).splitlines()]
    assert names == ["port", "colour", "reload", "allowed_hosts", "ARCTIC_RUNS", "ARCTIC_HSTS_SECONDS"]


def test_a_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    file = tmp_path / "arctic.toml"
    file.write_text("port 8600")
    with pytest.raises(SettingsError, match=r"cannot be read \(.*line 1.*\); write the path of a TOML file"):
        read_settings({"ARCTIC_SETTINGS": str(file)})


def test_every_setting_stands_in_the_handbook_as_it_is_in_the_code() -> None:
    text = OPERATING.read_text(encoding="utf-8")
    assert documented(text) == table(), "write what `python -m dashboard.web.settings` prints"
    assert {one.variable for one in all_settings()} <= set(re.findall(r"`([A-Z_]+)`", documented(text)))
    assert documented(text.replace("`8501`", "`8502`")) != table()
