"""Kept lookups as files of a lot's `register/`: answers of a test's service, without a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from qichachaservice import Qichacha

import lotmaker
import running
from registerserver import Request, secrets_of
from registerworld import Company, world
from relparty.registers import catalog, lookup
from relparty.registers.lookup import Answer, Lookup, Wanted

NAME = "cn_qichacha"


def kept(company: Company, *others: Company, on: date = running.DAY) -> Lookup:
    """What the service answers about a company, asked on a day."""
    source, service = catalog.source(NAME), Qichacha(world(company, *others))
    now = datetime.combine(on, time(8), UTC)
    secrets = {name: secrets_of(source)[variable] for name, variable in (source.card.access.secrets if source.card.access else {}).items()}
    answers: list[Answer] = []
    fetch = source.service[0]
    conversation = fetch.company(Wanted(company.name, company.code))
    try:
        call = next(conversation)
        while True:
            signed = fetch.signed(call, secrets, now)
            reply = service(Request(call.path, dict([*call.params, *signed.params]), dict(signed.headers)))
            answers.append(Answer(call, reply.status, now, json.loads(json.dumps(reply.body))))
            call = conversation.send(answers[-1])
    except StopIteration:
        return lookup.made(NAME, Wanted(company.name, company.code), answers)


def told(folder: Path, lot: Mapping[str, Any], *lookups: Lookup) -> dict[str, Any]:
    """The document of a lot with these lookups in its `register/`."""
    lotmaker.write(folder, lot)
    (folder / "register").mkdir(exist_ok=True)
    for each in lookups:
        (folder / each.file.file).write_bytes(lookup.content(each))
    return running.told(folder, "en")


def found(folder: Path, lot: Mapping[str, Any], *lookups: Lookup) -> set[tuple[str, str]]:
    """Rule and level of every finding of such a lot."""
    return {(each["rule"], each["level"]) for each in told(folder, lot, *lookups)["findings"]}
