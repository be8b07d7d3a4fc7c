"""Pictures drawn by many threads at once, as a server does: Graphviz' library ends the process where two meet in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from picturemaker import company, held, pictured

from relparty.graph_formats import Picture, draw

THREADS, PICTURES = 8, 160


def star(arms: int) -> Picture:
    """One company that holds so many, of which every second holds the next."""
    nodes = [company(f"n{number}", f"甲{number}有限公司") for number in range(arms + 1)]
    return pictured(
        nodes, [held("n0", f"n{number}") for number in range(1, arms + 1)] + [held(f"n{n}", f"n{n + 1}") for n in range(1, arms, 2)]
    )


def test_many_threads_draw_the_same_pictures_as_one() -> None:
    pictures = [star(arms) for arms in (3, 20, 40)]
    alone = [draw("svg", picture, "zh") for picture in pictures]
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(lambda at: draw("svg", pictures[at % len(pictures)], "zh"), range(PICTURES)))
    assert together == [alone[at % len(pictures)] for at in range(PICTURES)]
