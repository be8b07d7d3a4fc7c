"""The companies and persons of a bundle as the core names parties."""

from __future__ import annotations

from relparty.bundle.reading import Bundle
from relparty.model.party import Mention, PartyKind


def mention(bundle: Bundle, entity: int, company: int) -> Mention:
    """A holder or officer of a company, or the company itself.

    A person without a token of the resident id is named as in a document of that company alone: elsewhere the register's own
    id makes it probably the same person, never surely.
    """
    name, kind = bundle.name(entity), bundle.kind(entity)
    is_hub, is_capped = bundle.is_hub(entity), bundle.is_capped(entity)
    document, own_id = bundle.sha256, f"bundle:{bundle.path.name}:{bundle.id(entity)}"
    if kind is not PartyKind.PERSON:
        return Mention(name, kind, bundle.uscc(entity), document=document, register_id=own_id, is_hub=is_hub, is_capped=is_capped)
    token = bundle.token(entity)
    if token:
        return Mention(name, kind, document=document, register_id=own_id, token=token, is_hub=is_hub, is_capped=is_capped)
    return Mention(name, kind, document=f"{document}:{company}", register_id=own_id, is_hub=is_hub, is_capped=is_capped)
