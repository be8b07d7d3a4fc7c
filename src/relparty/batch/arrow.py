"""Arrow columns and arrays over the same memory.

pyarrow's own ways (`array`, `scalar`, `to_numpy`) import pandas when they are first called, which takes longer than screening ten thousand lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


def column(values: NDArray[Any], is_null: NDArray[np.bool_] | None = None) -> pa.Array:
    """The column of an array of numbers or truths, null where told."""
    import numpy as np
    import pyarrow as pa

    content = _bits(values) if values.dtype == np.bool_ else pa.py_buffer(np.ascontiguousarray(values))
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None if is_null is None else _bits(~is_null), content])


def _bits(truths: NDArray[np.bool_]) -> pa.Buffer:
    import numpy as np
    import pyarrow as pa

    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def words(told: Sequence[str]) -> pa.LargeStringArray:
    """The column of some texts."""
    import numpy as np
    import pyarrow as pa

    content = [each.encode() for each in told]
    at = np.cumsum([0, *map(len, content)], dtype=np.int64)
    return pa.LargeStringArray.from_buffers(len(told), pa.py_buffer(at), pa.py_buffer(b"".join(content)))


def numbers(told: pa.Array) -> NDArray[Any]:
    """The array of a column of numbers without a null, not to be written to."""
    import numpy as np

    return np.from_dlpack(told)
