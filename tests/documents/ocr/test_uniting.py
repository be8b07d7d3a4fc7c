import pytest

import lotmaker
from relparty.documents.ocr import SURE
from relparty.documents.ocr.uniting import DISPUTED, Said, agree, is_doubtful_code, plain, united

ID = lotmaker.person_id(7)
WRONG_ID = lotmaker.person_id(7, "!")


def test_two_readings_that_agree_are_about_as_sure_as_the_surer_one() -> None:
    assert united([Said("昊天", 0.99), Said("昊天", 0.98)]) == Said("昊天", 0.99)


def test_a_reading_that_hesitates_takes_the_certainty_of_the_other_away() -> None:
    assert united([Said("昊天", 0.999), Said("昊天", 0.7)]).confidence < SURE


def test_readings_that_differ_are_doubted_however_sure_each_is() -> None:
    assert united([Said("吴天", 0.999), Said("昊天", 0.99)]) == Said("吴天", DISPUTED)


def test_more_readings_outvote_a_surer_one_but_stay_doubted() -> None:
    assert united([Said("吴天", 0.95), Said("昊天", 0.9), Said("昊天", 0.9)]) == Said("昊天", DISPUTED)


def test_a_text_that_only_one_reading_saw_is_kept_and_doubted() -> None:
    assert united([Said("", 0.0), Said("无", 0.99)]) == Said("无", DISPUTED)
    assert united([Said("无", 0.99), Said("", 1.0)]) == Said("无", DISPUTED)


def test_a_number_with_the_right_check_digit_counts_as_read() -> None:
    assert united([Said(WRONG_ID, 0.99), Said(ID, 0.6)]) == Said(ID, SURE)


def test_two_right_numbers_cannot_both_be_read() -> None:
    other = lotmaker.person_id(8)

    assert united([Said(ID, 0.99), Said(other, 0.99)]).confidence == DISPUTED


def test_no_number_is_made_up_from_a_wrong_one() -> None:
    assert united([Said(WRONG_ID, 0.99), Said(WRONG_ID, 0.99)]) == Said(WRONG_ID, 0.99)


def test_nothing_anywhere_is_surely_nothing() -> None:
    assert united([]) == Said("", 1.0)


@pytest.mark.parametrize(("one", "other"), [("股东（姓名）", "股东(姓名)"), ("“无”", '"无"'), ("呂　方", "呂方"), ("１２", "12")])
def test_marks_spaces_and_widths_are_no_disagreement(one: str, other: str) -> None:
    assert agree([Said(one, 0.9), Said(other, 0.9)])


@pytest.mark.parametrize(("one", "other"), [("昊", "吴"), ("1.5", "15"), ("1-5", "15")])
def test_what_changes_a_value_is_a_disagreement(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_long_numbers_are_read_again_only_when_a_check_digit_could_tell() -> None:
    assert is_doubtful_code(WRONG_ID)
    assert is_doubtful_code(ID[:-1])
    assert not is_doubtful_code(ID)
    assert not is_doubtful_code(lotmaker.person_id(7, "*"))
    assert not is_doubtful_code("0755-80000001")
    assert not is_doubtful_code("深圳市示例路12号")
