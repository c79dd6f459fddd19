"""Who keeps the processor long rests between, while others are there; who is alone, or chooses plainly, never waits."""

import asyncio
import threading
import time

import pytest

from dashboard.web import turns as turns_module
from dashboard.web.desk import Desk, Threads
from dashboard.web.limits import MOST_ADDRESSES
from dashboard.web.pace import (
    ADDRESS,
    LONGEST_REST_FOR_FILE_S,
    LONGEST_REST_S,
    PLAIN_S,
    RECENT_S,
    WINDOW,
    Pace,
    Recent,
    Shares,
    work_of,
)
from dashboard.web.turns import Turns
from tests.scenes import played


def test_who_lays_ever_new_claims_over_the_evidence_has_a_small_part_of_the_processor_in_the_long_run() -> None:
    shares, now, worked = Shares(), 0.0, 0.0
    windows = [Pace(shares, "attacker", now) for _ in range(4)]
    reader = Pace(shares, "reader", now)
    for number in range(4_000):
        window = windows[number % 4]
        assert reader.rest(now) == 0
        now += window.rest(now)
        window.worked(now + 0.1, 0.1)
        now, worked = now + 0.1, worked + 0.1
    assert worked <= ADDRESS[0] + 1 + ADDRESS[1] * now
    assert window.rest(now) <= LONGEST_REST_S


def test_one_window_rests_for_others_behind_the_same_address_too() -> None:
    shares = Shares()
    busy, beside = Pace(shares, "a", 0.0), Pace(shares, "a", 0.0)
    busy.worked(0.0, WINDOW[0] + 0.1)
    assert beside.rest(0.0) == 0
    assert busy.rest(0.0) == pytest.approx(0.1 / WINDOW[1])


def test_who_is_alone_or_chooses_plainly_never_rests() -> None:
    shares = Shares()
    alone = Pace(shares, "a", 0.0)
    for _ in range(100):
        alone.worked(0.0, 1.0)
    assert alone.rest(0.0) == 0
    quick = Pace(shares, "b", 0.0)
    for _ in range(1_000):
        quick.worked(0.0, PLAIN_S)
    assert quick.rest(0.0) == 0
    assert alone.rest(0.0) == LONGEST_REST_S  # now somebody else is there
    assert alone.rest(RECENT_S + 1) == 0  # and has gone


def test_files_count_for_the_address_and_wait_when_it_has_had_its_part() -> None:
    shares = Shares()
    shares.worked("a", 0.0, 1_000)
    assert shares.rest("b", 0.0) == 0
    assert shares.rest("a", 0.0) == LONGEST_REST_FOR_FILE_S


def test_who_asks_from_many_addresses_fills_no_memory() -> None:
    recent = Recent()
    for number in range(MOST_ADDRESSES + 50):
        recent.note(number, 0.0)
    assert len(recent._times) == MOST_ADDRESSES


def test_the_work_of_a_thread_is_counted_and_not_its_time() -> None:
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    assert work_of(thread.native_id) < 1
    ends.set()
    thread.join()
    assert work_of(-1) == work_of(None) == 0
    before = work_of(threading.get_native_id())
    while time.thread_time() < 0.05 or work_of(threading.get_native_id()) == before:
        sum(range(1_000))
    assert work_of(threading.get_native_id()) > before


def test_a_file_begins_when_no_script_runs_or_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "GIVE_WAY_S", 30.0)

    async def scene() -> list[str]:
        scripts, order = Turns(1), list[str]()
        await scripts.ask("reader")
        desk = Desk(Threads.behind(scripts).short, 9, 9)
        work = asyncio.create_task(desk.do(lambda: order.append("file"), "b"))
        for _ in range(3):
            await asyncio.sleep(turns_module.LOOK_S)
        order.append("choice")
        scripts.give_back()
        await work
        monkeypatch.setattr(turns_module, "GIVE_WAY_S", 0.0)
        await scripts.ask("one who never ends")
        await desk.do(lambda: order.append("file"), "b")
        return order

    assert played(scene()) == ["choice", "file", "file"]
