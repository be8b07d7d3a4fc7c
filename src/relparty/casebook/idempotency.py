"""Requests that a platform may send twice: done once, answered the same each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import select

from relparty.casebook import sealed, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.keys import keyed
from relparty.casebook.rights import Caller
from relparty.casebook.trail import canonical
from relparty.phrases import Phrase

Answer: TypeAlias = Mapping[str, Any]

_KEY = Phrase("Idempotency-Key", "Idempotency-Key")
_OTHER = Phrase("此键已用于另一个内容不同的请求", "this key was used for another request")
_NEW_KEY = Phrase("请为新的请求换一个键", "use a new key for a new request")


def once(book: Casebook, caller: Caller, key: str, request: object, deed: Callable[[], Answer]) -> Answer:
    """The answer of a deed, which is done the first time this key comes and never again.

    The deed and its answer are saved together or not at all, so that a request cut off anywhere may be sent again. Raises
    Refused where the key came with another request. Without a key the deed is simply done.
    """
    if not key:
        return deed()
    id = keyed(book.keys.tokens, canonical(["idempotency", str(caller.actor), key]))
    digest = keyed(book.keys.tokens, canonical(["request", request]))
    with book.act(caller.actor, "request.once") as act:
        row = act.db.execute(select(tables.idempotency).where(tables.idempotency.c.id == id)).one_or_none()
        if row is not None:
            if row.request != digest:
                raise Refused(_KEY, _OTHER(), _NEW_KEY())
            act.note["again"] = True
            told: Answer = json.loads(sealed.opened(book.keys.columns, row.answer, f"idempotency.answer/{id}"))
            return told
        answer = deed()
        kept = sealed.sealed(book.keys.columns, canonical(answer), f"idempotency.answer/{id}")
        row_told = {"id": id, "api_key_id": caller.actor.id, "request": digest, "answer": kept, "created_at": act.now}
        act.insert(tables.idempotency, row_told)
        return answer
