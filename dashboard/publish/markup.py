"""The pages of the site as HTML. Every text passes `esc`: what stands in the evidence is never markup."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape as esc

from dashboard.assets import script_source
from dashboard.text.i18n import Words

BOLD = re.compile(r"\*\*(.+?)\*\*")
WEB = ("https://", "http://")


def policy(scripts: Iterable[str] = ()) -> str:
    """Write the content policy of a page: our own files, and of scripts in it those named, by their hashes."""
    allowed = " ".join(["'self'", *hashes(scripts)])
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
    )


def hashes(scripts: Iterable[str]) -> list[str]:
    """Name scripts as a content policy does, each once."""
    return list(dict.fromkeys(map(script_source, scripts)))


def attributes(pairs: Mapping[str, str]) -> str:
    """Write attributes of a tag, each with a space before it."""
    return "".join(f' {name}="{esc(value)}"' for name, value in pairs.items())


def link(href: str, text: str, lang: str = "") -> str:
    """Write a link; only an address of the web, or one of our own, becomes one."""
    lang_attribute = f' lang="{esc(lang)}"' if lang else ""
    if href.startswith(WEB):
        return f'<a href="{esc(href)}"{lang_attribute} rel="noopener noreferrer" target="_blank">{esc(text)}</a>'
    return f"<span{lang_attribute}>{esc(text)}</span>"


def marked(text: str) -> str:
    """Write one of our own texts, whose **bold** is the only mark."""
    return BOLD.sub(r"<strong>\1</strong>", esc(text, quote=False))


def document(lang: str, head: Iterable[str], body: str, data: Mapping[str, str], first: str = "") -> bytes:
    """Write a whole page.

    Parameters
    ----------
    lang : str
        Its language.
    head : iterable of str
        What stands in its head, behind the policy.
    body : str
        Its body, written.
    data : mapping of str to str
        `data-` attributes of the root, by name without that.
    first : str
        A script that stands in the head and runs before anything is drawn.
    """
    named = attributes({f"data-{name}": value for name, value in data.items()})
    text = (
        f'<!DOCTYPE html>\n<html lang="{esc(lang)}"{named}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(policy([first] if first else []))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{f'<script>{first}</script>{chr(10)}' if first else ''}"
        f"{chr(10).join(head)}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return text.encode()


def table(words: Words, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    """Write the table of what is in view, as the page's own script draws it.

    Parameters
    ----------
    words : Words
        The language.
    columns : sequence of tuple of str
        Name and label.
    rows : iterable of sequence of str
        Written cells, in the order of the columns.
    """
    head = "".join(f'<th scope="col" class="{name}">{esc(label)}</th>' for name, label in columns)
    names = [name for name, _ in columns]

    def line(cells: Sequence[str]) -> str:
        return "".join(
            f'<th scope="row" class="{name}">{cell}</th>' if name == "what" else f'<td class="{name}">{cell}</td>'
            for name, cell in zip(names, cells, strict=True)
        )

    body = "".join(f"<tr>{line(cells)}</tr>\n" for cells in rows)
    return (
        f'<section class="table"><h2>{esc(words.say("table.title"))}</h2><div class="rows"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div></section>"
    )
