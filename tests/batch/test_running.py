"""A batch in blocks: what is done is kept, what is stopped goes on, whoever works gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.batch import schedulers
from desktop.batch.records import BatchFault, Entry, ListFault, Order, ProjectList
from desktop.batch.results import all_faults, summary, write_results
from desktop.batch.running import LEAST_BLOCK, run
from desktop.batch.schedulers import Cluster, Processes, scheduler_of
from desktop.batch.working import WrongStamp, work_block
from desktop.engine.figures import FrozenMap
from desktop.engine.messages import message
from desktop.project import Project
from desktop.tables.catalog import Catalog

DAY = date(2026, 11, 22)
ORDER = Order(Project("hotel", FrozenMap(quote_date=DAY, has_hot_water=False, has_cooling=False)))


class Here:
    """Works blocks out in this process, the last first, and counts them."""

    def __init__(self) -> None:
        self.worked: list[int] = []

    def work(self, order: str, blocks: Sequence[tuple[int, str]], stop: object) -> Iterator[tuple[int, str]]:
        for number, entries in reversed(blocks):
            if callable(stop) and stop():
                return
            self.worked.append(number)
            yield number, work_block(order, entries)


class Made:
    """Gives outcomes without working them out, for what is only about blocks."""

    def work(self, order: str, blocks: Sequence[tuple[int, str]], stop: object) -> Iterator[tuple[int, str]]:
        for number, entries in blocks:
            if callable(stop) and stop():
                return
            found = [
                {"sheet": e["sheet"], "row": e["row"], "name": e["name"], "figures": {"total_yuan": 1.1},
                 "parts": [["heat_pump", "heat_pump", "M", 1]], "tiers": ["no_data"], "faults": []}
                for e in json.loads(entries)
            ]  # fmt: skip
            yield number, json.dumps(found)


def entries(count: int) -> tuple[Entry, ...]:
    return tuple(
        Entry("List", n + 2, f"户{n}", FrozenMap(city="北京", heated_area_m2=100.0 + n, room_count=4))
        for n in range(count)
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_blocks_hold_at_least_a_hundred(tmp_path: Path) -> None:
    found = run(ProjectList(entries(250), ()), ORDER, tmp_path, Made())
    kept = sorted((tmp_path / "blocks").iterdir())
    sizes = [len(json.loads(path.read_text("utf-8"))["outcomes"]) for path in kept]
    assert sizes == [LEAST_BLOCK, 150]
    assert [one.row for one in found.outcomes] == list(range(2, 252))


def test_a_batch_that_was_stopped_goes_on_and_ends_with_the_same_files(
    tmp_path: Path, catalog: Catalog
) -> None:
    remark = ListFault("List", 1, "Z", "备注", message("fault.list_column_unknown"), fatal=False)
    listed = ProjectList(entries(320), (remark,))
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    write_results(listed, run(listed, ORDER, whole, Made()), whole, "zh", catalog)
    first = run(listed, ORDER, broken, Made(), lambda done, total: done < 100)
    assert first.stopped
    assert len(first.outcomes) == 100
    (broken / "blocks" / "design_00001.json").write_text('{"digest": "torn', "utf-8")  # killed while writing
    second = run(listed, ORDER, broken, Made())
    assert (second.found_done, second.stopped) == (100, False)
    write_results(listed, second, broken, "zh", catalog)
    assert files(whole) == files(broken)


def test_other_entries_or_another_order_are_worked_out_anew(tmp_path: Path) -> None:
    listed = ProjectList(entries(120), ())
    run(listed, ORDER, tmp_path, Made())
    changed = (Entry("List", 2, "新", FrozenMap(city="北京", heated_area_m2=90.0)), *listed.entries[1:])
    assert run(ProjectList(changed, ()), ORDER, tmp_path, Made()).found_done == 0
    other = Order(ORDER.base.with_answers({"quote_date": date(2026, 11, 23)}))
    assert run(listed, other, tmp_path, Made()).found_done == 0
    assert run(listed, other, tmp_path, Made()).found_done == 120


def test_real_households_sum_up_to_the_fen_and_a_fault_keeps_its_row(
    tmp_path: Path, catalog: Catalog
) -> None:
    lost = Entry("List", 9, "寒", FrozenMap(city="漠河", heated_area_m2=400.0, allowed_refrigerants="R999"))
    listed = ProjectList((*entries(2), lost), ())
    found = run(listed, ORDER, tmp_path, Here())
    assert [one.done for one in found.outcomes] == [True, True, False]
    told = summary(listed, found)
    totals = [Decimal(str(one.figures["total_yuan"])) for one in found.outcomes if one.done]
    assert Decimal(str(told["totals"]["total_yuan"])) == sum(totals)
    assert (told["listed"], told["done"], told["with_faults"], told["not_reached"]) == (3, 2, 1, 0)
    assert [(one.row, one.reason.key) for one in all_faults(listed, found)] == [(9, "fault.nothing_serves")]
    write_results(listed, found, tmp_path, "en", catalog)
    assert {"results.xlsx", "results.csv", "quotes.csv", "faults.csv", "summary.json"} <= {
        path.name for path in tmp_path.iterdir()
    }


def test_documents_are_written_once_and_again_where_one_is_gone(tmp_path: Path) -> None:
    listed = ProjectList(entries(2), ())
    order = Order(ORDER.base, "pdf", "en")
    worker = Here()
    run(listed, order, tmp_path, worker)
    papers = sorted((tmp_path / "pdf").iterdir())
    assert [one.name for one in papers] == ["List_00002_户0.pdf", "List_00003_户1.pdf"]
    before = files(tmp_path)
    run(listed, order, tmp_path, worker)
    papers[0].unlink()
    run(listed, order, tmp_path, worker)
    assert worker.worked == [0, 0]
    assert files(tmp_path) == before


def test_a_worker_with_other_tables_refuses() -> None:
    order = json.dumps({"stamp": ["0.0.0", "x"], "base": "", "stage": "design", "language": "zh"})
    with pytest.raises(WrongStamp):
        work_block(order, "[]")


@pytest.mark.parametrize("text", ["", "threads", "processes:0", "processes:x", "http://a"])
def test_unknown_schedulers_are_refused(text: str) -> None:
    with pytest.raises(BatchFault, match=r"fault\.scheduler_unknown"):
        scheduler_of(text)


def test_two_processes_give_the_bytes_of_one(tmp_path: Path) -> None:
    listed = ProjectList(entries(201), ())
    small = ProjectList(listed.entries[:3], ())
    run(small, ORDER, tmp_path / "one", Here())
    run(small, ORDER, tmp_path / "two", Processes(2))
    assert files(tmp_path / "one") == files(tmp_path / "two")


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_bytes_of_one(tmp_path: Path) -> None:
    from distributed import LocalCluster

    listed = ProjectList(entries(200), ())
    run(listed, ORDER, tmp_path / "one", Here())
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        run(listed, ORDER, tmp_path / "two", Cluster(cluster.scheduler_address))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_cluster_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedulers, "WAITING_FOR_CLUSTER_S", 1)
    with pytest.raises(BatchFault, match=r"fault\.cluster_not_found"):
        run(ProjectList(entries(1), ()), ORDER, tmp_path, Cluster("tcp://127.0.0.1:9"))
