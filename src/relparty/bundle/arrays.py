"""Arrays and texts written piece by piece, so that none of them is ever whole in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


class ArrayFile:
    """An `.npy` file that grows, of single values or of rows of several; its header tells the length when it is closed."""

    def __init__(self, path: Path, dtype: str, width: int = 0) -> None:
        import numpy as np

        self.dtype = np.dtype(dtype)
        self.length = 0
        self._row = (width,) if width else ()
        self._file = path.open("wb")
        self._begin = self._head()

    def append(self, values: NDArray[Any]) -> None:
        """Adds values behind those that are there; they must fit the type of the array."""
        import numpy as np

        self._file.write(
            np.ascontiguousarray(values.astype(self.dtype, casting="same_kind", copy=False)).data.cast("B") if len(values) else b""
        )
        self.length += len(values)

    def close(self) -> None:
        self._file.seek(0)
        if self._head() != self._begin:
            raise AssertionError(self._file.name)
        self._file.close()

    def _head(self) -> int:
        """Writes the header, which has room for any length, and gives where the values begin."""
        from numpy.lib import format as npy

        head = {"descr": npy.dtype_to_descr(self.dtype), "fortran_order": False, "shape": (self.length, *self._row)}
        npy.write_array_header_1_0(self._file, head)
        return self._file.tell()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class TextFile:
    """Texts one behind the other (`<name>.bin`) and where each begins (`<name>_at.npy`, with the end of the last)."""

    def __init__(self, folder: Path, name: str) -> None:
        import numpy as np

        self._bytes = (folder / f"{name}.bin").open("wb")
        self._at = ArrayFile(folder / f"{name}_at.npy", "<i8")
        self._at.append(np.zeros(1, np.int64))
        self._end = 0

    def append(self, column: pa.Array) -> None:
        """Adds the texts of an Arrow column without a null."""
        ends, content = pieces(column)
        self._bytes.write(content)
        self._at.append(ends[1:] + self._end)
        self._end += len(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bytes.close()
        self._at.close()


def pieces(column: pa.Array) -> tuple[NDArray[np.int64], memoryview]:
    """Where each text of an Arrow column begins, counted from 0, with the end of the last; and all of them as one."""
    import numpy as np
    import pyarrow as pa

    column = column.cast(pa.large_string())
    _, offsets, content = column.buffers()
    at = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1] if len(column) else np.zeros(1, np.int64)
    return at - at[0], memoryview(content or b"")[at[0] : at[-1]].cast("B")


def fixed(column: pa.Array, size: int) -> NDArray[np.bytes_]:
    """The texts of an Arrow column, none longer than `size` bytes, as an array of that width."""
    import numpy as np

    at, content = pieces(column)
    table = np.zeros((len(column), size), np.uint8)
    table[np.arange(size) < np.diff(at)[:, None]] = np.frombuffer(content, np.uint8)
    return table.view(f"S{size}").reshape(-1)


def write(path: Path, dtype: str, parts: Iterable[NDArray[Any]]) -> int:
    """The length of an array that is written whole, part by part."""
    with ArrayFile(path, dtype) as file:
        for part in parts:
            file.append(part)
    return file.length
