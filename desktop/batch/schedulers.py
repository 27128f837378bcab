"""Where the blocks of a batch are worked out: processes of this machine, or an existing Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol

from ..engine.messages import message
from .records import BatchFault, Stamp
from .working import WrongStamp, stamp_here, work_block

Stop = Callable[[], bool]
A_MOMENT_S = 0.2
WAITING_FOR_CLUSTER_S = 10
AHEAD = 2


class Scheduler(Protocol):
    """Works blocks out; yields the number of a block and its outcomes as each is done, in any order."""

    def work(self, order: str, blocks: Sequence[tuple[int, str]], stop: Stop) -> Iterator[tuple[int, str]]:
        """Raises BatchFault; ends early, without waiting for what has begun, when ``stop`` says so."""


class Processes:
    """As many processes of this machine as it has cores, or as many as are asked for."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or max(1, os.cpu_count() or 1)

    def work(self, order: str, blocks: Sequence[tuple[int, str]], stop: Stop) -> Iterator[tuple[int, str]]:
        """One block after the other to whichever process is free; only a few wait in the queue."""
        if not blocks:
            return
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(self.count, len(blocks)), mp_context=context)
        left = iter(blocks)
        running: dict[Future[str], int] = {}
        try:
            while True:
                while len(running) < AHEAD * self.count and (block := next(left, None)) is not None:
                    running[pool.submit(work_block, order, block[1])] = block[0]
                if not running:
                    return
                done, _ = wait(running, timeout=A_MOMENT_S, return_when=FIRST_COMPLETED)
                for one in done:
                    yield running.pop(one), one.result()
                if stop():
                    return
        except BrokenProcessPool as error:
            raise BatchFault(message("fault.worker_died")) from error
        finally:
            for process in list((pool._processes or {}).values()):  # a block takes seconds: nobody waits
                if running:
                    with suppress(OSError):
                        process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)


class Cluster:
    """An existing Dask cluster, by the address of its scheduler; ``refused`` are workers of another stamp."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.refused: tuple[str, ...] = ()

    def work(self, order: str, blocks: Sequence[tuple[int, str]], stop: Stop) -> Iterator[tuple[int, str]]:
        """Only workers with this very program and these very tables get a block."""
        if not blocks:
            return
        try:
            distributed: Any = import_module("distributed")  # an extra, never in the frozen program
        except ImportError as error:
            raise BatchFault(message("fault.cluster_not_installed")) from error
        try:
            client = distributed.Client(self.address, timeout=WAITING_FOR_CLUSTER_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BatchFault(message("fault.cluster_not_found", value=self.address)) from error
        try:
            fit = self._fit(client)
            futures = {
                client.submit(work_block, order, entries, workers=fit, pure=False): number
                for number, entries in blocks
            }
            for one in distributed.as_completed(list(futures), loop=client.loop):
                try:
                    yield futures[one], one.result()
                except WrongStamp as error:
                    raise BatchFault(message("fault.cluster_other_program", value=str(error))) from error
                if stop():
                    client.cancel(list(futures))
                    return
        finally:
            client.close()

    def _fit(self, client: Any) -> list[str]:
        """The workers of our stamp. Raises BatchFault where there are none."""
        here = stamp_here()
        found: dict[str, Stamp | Exception] = client.run(stamp_here, on_error="return")
        self.refused = tuple(sorted(worker for worker, stamp in found.items() if stamp != here))
        fit = sorted(set(found) - set(self.refused))
        if not fit:
            raise BatchFault(
                message("fault.cluster_other_program", value=", ".join(self.refused) or self.address)
            )
        return fit


def scheduler_of(text: str) -> Scheduler:
    """``processes``, ``processes:2`` or ``tcp://host:port``. Raises BatchFault for anything else."""
    if text == "processes":
        return Processes()
    head, _, count = text.partition(":")
    if head == "processes" and count.isdigit() and 1 <= int(count) <= 64:
        return Processes(int(count))
    if head in ("tcp", "tls"):
        return Cluster(text)
    raise BatchFault(message("fault.scheduler_unknown", value=text))
