"""How easily a password is guessed, by those who know the lists that everybody tries first."""

from __future__ import annotations

from collections.abc import Sequence

_READ = 72
"""Signs of a password that are looked at, for long ones take long: what comes after them makes none easier to guess."""
_SAFE = 3
"""Of the library's grades 0 to 4: more than 10^8 guesses, which argon2 makes slow."""
_PROGRAM = "relparty"


def is_easy(password: str, near: Sequence[str]) -> bool:
    """Whether a password is common, made of patterns, or of words near at hand: the login, the name, the office (ASVS 5.0, 6.1.2).

    By zxcvbn (Wheeler, USENIX Security 2016), which knows thirty thousand passwords that leaked most often, names, words,
    dates, rows of keys and repetitions. It knows no Chinese, so it takes a Chinese sentence for random signs.
    """
    from zxcvbn import zxcvbn  # its lists take their time to load, and only new passwords need them

    told = [each.lower() for each in (*near, _PROGRAM) if each]
    return bool(zxcvbn(password[:_READ], user_inputs=told)["score"] < _SAFE)
