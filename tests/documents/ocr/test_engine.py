from dataclasses import replace

import pytest

import pagedrawer
from relparty.documents.ocr import engine

pytestmark = pytest.mark.ocr


def test_the_models_come_from_the_package_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapidocr.utils.download_file import DownloadFile

    def fetched(*_: object) -> None:
        raise AssertionError("a model was to be fetched")

    monkeypatch.setattr(DownloadFile, "run", fetched)
    engine.load.cache_clear()

    assert engine.is_installed()
    assert len(engine.load().alphabet.characters) > 10_000
    assert len(engine.load().alphabet.twins) > 500


def test_a_missing_model_is_not_installed_and_never_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine._MODELS, "Rec", "none.onnx")
    engine.load.cache_clear()

    assert not engine.is_installed()
    with pytest.raises(FileNotFoundError):
        engine.load()


def test_a_missing_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name == "cv2" else object())

    assert not engine.is_installed()


def test_lines_are_read_in_the_order_asked_whatever_their_length() -> None:
    words = ["无", "91440300MA0000012B", "翀", "深圳市坪山区示例路12号"]
    pictures = [pagedrawer.pixels(pagedrawer.write(pagedrawer.blank(20 + 27 * len(each), 38), 8, 2, each)) for each in words]

    assert [reading.text for reading in engine.load().read(pictures)] == words


def test_lines_that_stand_on_their_heads_are_known() -> None:
    picture = pagedrawer.pixels(pagedrawer.write(pagedrawer.blank(330, 40), 8, 2, "统一社会信用代码"))

    assert engine.load().upside_down([picture]) == 0
    assert engine.load().upside_down([picture[::-1, ::-1]]) == 1


def test_no_line_is_no_work() -> None:
    assert engine.load().read([]) == []
    assert engine.load().upside_down([]) == 0


@pytest.mark.parametrize(("complaint", "expected"), [("Status Message: std::bad_alloc", MemoryError), ("Invalid argument", Exception)])
def test_too_little_memory_is_told_as_such(complaint: str, expected: type[Exception]) -> None:
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    def failing(_: object) -> None:
        raise ONNXRuntimeError(complaint)

    broken = replace(engine.load(), detector=failing)
    with pytest.raises(expected) as error:
        broken.lines(pagedrawer.pixels(pagedrawer.blank()))
    assert isinstance(error.value, MemoryError) == (expected is MemoryError)
