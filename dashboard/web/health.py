"""What `/healthz` tells: whether the server lives, whether it can show anything, and how its evidence is."""

from datetime import UTC, datetime
from typing import Any

import geodata
from dashboard.release import Release, current_release, public_text
from dashboard.web.reload import FAILED, REFUSED, Reload


def health(last: Reload | None = None, now: datetime | None = None) -> tuple[int, dict[str, Any]]:
    """Say what can be shown: status and body of `/healthz`.

    Whoever answers lives. It is ready, and the status is 200, as long as there are claims to show; rows that had to be
    set aside are counted, for one faulty row is no reason to take the server out of service. A reload that failed is
    told beside it: what was served before is served still.

    Parameters
    ----------
    last : Reload, optional
        What became of the last reload.
    now : datetime, optional
        The time, UTC; the clock's if it is not given.
    """
    try:
        status, body = _served(current_release(), now or datetime.now(UTC))
    except geodata.GeodataError as error:  # a whole file cannot be read
        empty = {"live": True, "ready": False, "release": "", "claims": 0, "set_aside": 0}
        status, body = 503, {**empty, **_problems(error.problems)}
    if last is not None:
        bad = last.outcome in (REFUSED, FAILED)
        body["reload"] = {"at": _written(last.at), "outcome": last.outcome, **(_problems(last.problems) if bad else {})}
    return status, body


def _served(found: Release, now: datetime) -> tuple[int, dict[str, Any]]:
    atlas = found.atlas
    ready = len(atlas.claims) > 0
    body = {
        "live": True,
        "ready": ready,
        "release": found.release,
        "claims": len(atlas.claims),
        "set_aside": atlas.set_aside,
        "evidence_to": atlas.evidence_to.isoformat(),
        "evidence_age_days": max(0, (now.date() - atlas.evidence_to).days),
        "read": _written(found.read),
        "kept": [one.release for one in current_release.kept],
        **_problems(atlas.problems),
    }
    if found.drawing:  # no claim is lost by it
        body["drawing"] = public_text(found.drawing[0])
    return (200 if ready else 503), body


def _problems(problems: Any) -> dict[str, Any]:
    return {"problem": public_text(problems[0]), "problems": len(problems)} if problems else {}


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
