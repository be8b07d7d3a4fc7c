"""What arrays of pixels are called here; numpy itself is loaded where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image: TypeAlias = NDArray[Any]
    """A colour picture: rows x columns x blue, green, red."""
    Gray: TypeAlias = NDArray[Any]
    """A grey picture: rows x columns."""
    Mask: TypeAlias = NDArray[Any]
    """True where something is: rows x columns."""
    Points: TypeAlias = NDArray[Any]
    """Places on a picture: each across and down."""
    Matrix: TypeAlias = NDArray[Any]
    """A 3x3 change of perspective."""
