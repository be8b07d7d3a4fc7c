"""The recognition models that ship inside the rapidocr package: where lines of text stand, and what they say."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.documents.ocr.decoding import Alphabet, Reading, alphabet, decoded
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from relparty.documents.ocr.arrays import Image, Points

INSTALL = Phrase('请运行 pip install "relparty[ocr]" 安装识读组件后重试', 'run pip install "relparty[ocr]" and screen again')
"""The next step when a picture or scan cannot be read because the extra is missing."""

_PACKAGES = ("rapidocr", "onnxruntime", "cv2")
_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
_HEIGHT = 48
"""Pixels to which the recognition model scales every line."""
_BATCH = 2560
"""Pixels of line width recognised at once: more costs memory and saves no time."""
_WIDEST = 4800
"""A longer line (of some 140 characters) is squeezed to this width."""


def is_installed() -> bool:
    """True when pictures can be read: the packages of the extra are there, and the models inside rapidocr."""
    return all(find_spec(name) for name in _PACKAGES) and all((_models() / name).is_file() for name in _MODELS.values())


@dataclass(frozen=True, slots=True)
class Engine:
    """The loaded models; make one with `load`."""

    detector: Any
    classifier: Any
    recogniser: Any
    alphabet: Alphabet

    def lines(self, image: Image) -> list[Points]:
        """The corners of each line of text in a colour picture, clockwise from the top left."""
        with _memory_told():
            found = self.detector(image).boxes
        return [] if found is None else list(found)

    def upside_down(self, crops: Sequence[Image]) -> float:
        """The share of these lines that stand on their heads."""
        if not crops:
            return 0.0
        turned = self.classifier([crop.copy() for crop in crops]).cls_res
        return sum(1 for label, score in turned if label == "180" and score > 0.8) / len(crops)

    def read(self, crops: Sequence[Image]) -> list[Reading]:
        """What each line says, in the order given; a line is a colour picture of any height."""
        readings = [Reading("", ())] * len(crops)
        for batch in _batches([_width(crop) for crop in crops]):
            for at, reading in zip(batch, self._read_batch([crops[at] for at in batch]), strict=True):
                readings[at] = reading
        return readings

    def _read_batch(self, crops: Sequence[Image]) -> list[Reading]:
        import cv2
        import numpy as np

        widths = [_width(crop) for crop in crops]
        batch = np.zeros((len(crops), 3, _HEIGHT, -(-max(widths) // 8) * 8), dtype=np.float32)
        for at, (crop, width) in enumerate(zip(crops, widths, strict=True)):
            shrinks = crop.shape[0] > _HEIGHT
            scaled = cv2.resize(crop, (width, _HEIGHT), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC)
            batch[at, :, :, :width] = scaled.astype(np.float32).transpose(2, 0, 1) / 127.5 - 1
        with _memory_told():
            read = self.recogniser(batch)
        return [decoded(scores, self.alphabet) for scores in read]


@contextmanager
def _memory_told() -> Iterator[None]:
    """Turns a model's complaint of too little memory into the error that everybody understands."""
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    try:
        yield
    except ONNXRuntimeError as error:
        if any(words in str(error) for words in ("bad_alloc", "allocate memory")):
            raise MemoryError from error
        raise


@lru_cache(maxsize=1)
def load() -> Engine:
    """The models of the package, loaded once; raises FileNotFoundError when one is missing, and never fetches it.

    Reach for it after `is_installed`. Every model is named by its path: rapidocr fetches only what has none.
    """
    from rapidocr import RapidOCR
    from rapidocr.ch_ppocr_cls import TextClassifier
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.inference_engine.onnxruntime import OrtInferSession

    limits = {"Det.limit_type": "max", "Det.limit_side_len": 4096, "Det.box_thresh": 0.45}
    settings = RapidOCR(params={"Global.log_level": "critical", **limits}).cfg
    for part, name in _MODELS.items():
        settings[part].model_path = str(_model(name))
        settings[part]._set_flag("allow_objects", True)  # noqa: SLF001  # how the settings' library takes a session
        settings[part].session = _session(name)
    recogniser = OrtInferSession(settings.Rec)
    characters = ("", *recogniser.get_character_list(), " ")
    return Engine(TextDetector(settings.Det), TextClassifier(settings.Cls), recogniser, alphabet(characters, _twins()))


def _session(name: str) -> InferenceSession:
    """The model on all cores without a memory pool; idle threads sleep, since other files are read beside this one."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(_model(name)), options, providers=["CPUExecutionProvider"])


def _twins() -> list[str]:
    text = (files("relparty.documents.ocr") / "twins.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _models() -> Path:
    spec = find_spec("rapidocr")
    return Path(spec.origin).parent / "models" if spec and spec.origin else Path()


def _model(name: str) -> Path:
    path = _models() / name
    if not path.is_file():
        raise FileNotFoundError(name)
    return path


def _width(crop: Image) -> int:
    height, width = crop.shape[:2]
    return int(max(16, min(_WIDEST, round(width * _HEIGHT / max(1, height)))))


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Places of lines to read together: neighbours in width, so that little of a batch is padding."""
    batch: list[int] = []
    for at in sorted(range(len(widths)), key=widths.__getitem__):
        if batch and (len(batch) + 1) * widths[at] > _BATCH:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
