from hypothesis import given
from hypothesis import strategies as st

from desktop.proposal.paging import Slab, paginate


def slab(height: float, **more: object) -> Slab:
    return Slab(height, (), **more)  # type: ignore[arg-type]


def tops(slabs: list[Slab], height: float) -> list[list[float]]:
    return [[top for top, _ in page.placed] for page in paginate(slabs, height)]


def test_slabs_follow_each_other_until_the_page_is_full() -> None:
    assert tops([slab(40), slab(40, before=10), slab(40, before=10)], 100) == [[0, 50], [0]]


def test_a_heading_goes_with_what_follows() -> None:
    heading = slab(10, keep_next=True)
    pages = paginate([slab(85), heading, slab(20)], 100)
    assert [len(page.placed) for page in pages] == [1, 2]


def test_the_head_of_a_table_comes_again_on_the_next_page() -> None:
    head = slab(10)
    rows = [slab(30, repeat=head) for _ in range(5)]
    pages = paginate([Slab(10, (), keep_next=True), *rows], 100)
    assert [[s is head for _, s in page.placed] for page in pages] == [[False] * 4, [True, False, False]]
    assert [top for top, _ in pages[1].placed] == [0, 10, 40]


def test_a_chapter_that_has_too_little_room_starts_a_page() -> None:
    assert tops([slab(50), slab(10, room=60)], 100) == [[0], [0]]
    assert tops([slab(40), slab(10, room=60)], 100) == [[0, 40]]


def test_a_break_at_the_top_of_a_page_leaves_no_empty_page() -> None:
    assert tops([slab(0, break_before=True), slab(10, break_before=True), slab(0, break_before=True),
                 slab(10)], 100) == [[0, 0], [0, 0]]  # fmt: skip


@given(st.lists(st.tuples(st.floats(1, 90), st.booleans()), max_size=40))
def test_every_slab_is_placed_once_in_order_and_within_its_page(drawn: list[tuple[float, bool]]) -> None:
    slabs = [slab(height, keep_next=keep) for height, keep in drawn]
    pages = paginate(slabs, 100)
    assert [s for page in pages for _, s in page.placed] == slabs
    assert all(top + s.height <= 100 + 1e-9 for page in pages for top, s in page.placed)
    assert all(page.placed for page in pages) or not slabs
