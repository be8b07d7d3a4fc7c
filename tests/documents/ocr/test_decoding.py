import numpy as np
import pytest

from relparty.documents.ocr.decoding import Reading, decoded, mute

CHARACTERS = ("", "昊", "吴", "1", "，", " ")


def scores(*steps: tuple[str, float] | tuple[str, float, str, float]) -> np.ndarray:
    """One row a step: the best character and its chance, and perhaps the runner-up and its."""
    rows = np.zeros((len(steps), len(CHARACTERS)), np.float32)
    for row, step in zip(rows, steps, strict=True):
        for char, chance in zip(step[::2], step[1::2], strict=True):
            row[CHARACTERS.index(char)] = chance
    return rows


def test_a_run_of_one_character_is_read_once_and_as_surely_as_its_best_step() -> None:
    reading = decoded(scores(("昊", 0.6), ("昊", 0.97), ("", 0.99), ("1", 0.9)), CHARACTERS)

    assert reading.text == "昊1"
    assert reading.sure == pytest.approx((0.97, 0.9))
    assert reading.confidence == pytest.approx(0.9)


def test_the_same_character_twice_needs_a_step_of_nothing_between() -> None:
    assert decoded(scores(("1", 0.9), ("", 0.99), ("1", 0.9)), CHARACTERS).text == "11"


def test_a_character_that_nearly_was_read_takes_the_certainty_away() -> None:
    steps = scores(("昊", 0.99), ("", 0.99), ("", 0.99), ("", 0.99), ("", 0.6, "1", 0.4), ("", 0.99))

    assert decoded(steps, CHARACTERS).confidence == pytest.approx(0.6)


def test_the_edge_of_a_character_is_no_second_one() -> None:
    steps = scores(("昊", 0.99), ("", 0.6, "昊", 0.4), ("", 0.99))

    assert decoded(steps, CHARACTERS).confidence == pytest.approx(0.99)


def test_spaces_and_marks_decide_nothing() -> None:
    steps = scores(("昊", 0.99), ("，", 0.4), ("", 0.99), ("", 0.99), ("", 0.99), ("", 0.5, " ", 0.5))
    reading = decoded(steps, CHARACTERS, mute(CHARACTERS))

    assert reading.text == "昊，"
    assert reading.confidence == pytest.approx(0.99)


def test_nothing_read_is_never_certain() -> None:
    assert decoded(scores(("", 0.99)), CHARACTERS) == Reading("", ())
    assert Reading("", ()).confidence == 0
