import numpy as np
import pytest

from relparty.documents.ocr.decoding import Reading, alphabet, decoded

CHARACTERS = ("", "昊", "吴", "1", "，", " ", "天", "夭")
ALPHABET = alphabet(CHARACTERS, ["天夭", "吴旲", "犬太"])


def scores(*steps: tuple[str, float] | tuple[str, float, str, float]) -> np.ndarray:
    """One row a step: the best character and its chance, and perhaps the runner-up and its."""
    rows = np.zeros((len(steps), len(CHARACTERS)), np.float32)
    for row, step in zip(rows, steps, strict=True):
        for char, chance in zip(step[::2], step[1::2], strict=True):
            row[CHARACTERS.index(char)] = chance
    return rows


def test_a_run_of_one_character_is_read_once_and_as_surely_as_its_best_step() -> None:
    reading = decoded(scores(("昊", 0.6), ("昊", 0.97), ("", 0.99), ("1", 0.9)), ALPHABET)

    assert reading.text == "昊1"
    assert reading.sure == pytest.approx((0.97, 0.9))
    assert reading.confidence == pytest.approx(0.9)


def test_the_same_character_twice_needs_a_step_of_nothing_between() -> None:
    assert decoded(scores(("1", 0.9), ("", 0.99), ("1", 0.9)), ALPHABET).text == "11"


def test_a_character_that_nearly_was_read_takes_the_certainty_away() -> None:
    steps = scores(("昊", 0.99), ("", 0.99), ("", 0.99), ("", 0.99), ("", 0.6, "1", 0.4), ("", 0.99))

    assert decoded(steps, ALPHABET).confidence == pytest.approx(0.6)


def test_the_edge_of_a_character_is_no_second_one() -> None:
    steps = scores(("昊", 0.99), ("", 0.6, "昊", 0.4), ("", 0.99))

    assert decoded(steps, ALPHABET).confidence == pytest.approx(0.99)


def test_spaces_and_marks_decide_nothing() -> None:
    steps = scores(("昊", 0.99), ("，", 0.4), ("", 0.99), ("", 0.99), ("", 0.99), ("", 0.5, " ", 0.5))
    reading = decoded(steps, ALPHABET)

    assert reading.text == "昊，"
    assert reading.confidence == pytest.approx(0.99)


def test_nothing_read_is_never_certain() -> None:
    assert decoded(scores(("", 0.99)), ALPHABET) == Reading("", ())
    assert Reading("", ()).confidence == 0


def test_a_trace_of_a_rare_twin_takes_the_certainty_away() -> None:
    assert decoded(scores(("天", 0.997, "夭", 0.002)), ALPHABET).confidence < 0.98
    assert decoded(scores(("天", 0.997, "夭", 0.0001)), ALPHABET).confidence > 0.98
    assert decoded(scores(("天", 0.997, "昊", 0.002)), ALPHABET).confidence > 0.98


def test_twins_that_the_model_does_not_know_are_left_out() -> None:
    assert ALPHABET.twins == {CHARACTERS.index("天"): (CHARACTERS.index("夭"),)}
