"""Scenes of coroutines, for tests whose process may hold a browser that keeps an event loop of its own running."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def played(scene: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end in a thread of its own.

    Playwright's loop counts as running in the thread that opened the browser; `asyncio.run` refuses to start there.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, scene).result()
