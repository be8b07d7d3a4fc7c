from relparty.documents.ocr.boxes import Box, around, visual_lines


def test_words_side_by_side_make_one_line_from_left_to_right() -> None:
    boxes = [Box(200, 12, 260, 30), Box(10, 10, 80, 30), Box(10, 40, 80, 60)]

    assert visual_lines(boxes) == [[1, 0], [2]]


def test_a_line_just_below_is_another_line() -> None:
    assert visual_lines([Box(10, 10, 80, 30), Box(90, 25, 160, 45)]) == [[0], [1]]


def test_boxes_that_do_not_meet_share_nothing() -> None:
    assert Box(0, 0, 10, 10).within(Box(20, 0, 30, 10)).area == 0
    assert Box(0, 0, 10, 10).within(Box(5, 5, 30, 30)) == Box(5, 5, 10, 10)


def test_around_takes_all_of_them_in() -> None:
    assert around([Box(5, 6, 7, 8), Box(1, 9, 3, 12)]) == Box(1, 6, 7, 12)
