"""Methods that nothing here is asked by."""

from __future__ import annotations

from pathlib import Path

from webshell import Client

import openbook
from relparty.settings import Settings
from relparty.web import api, guests, pages
from relparty.web.assembled import assembled
from relparty.web.settings import Rate, RateSettings, WebSettings

WEB = WebSettings(public_url="http://shop.example", rates=RateSettings(*[Rate(10**6, 10**6)] * 7))
TOLD = "what-only-the-client-knows"


def test_no_address_answers_to_trace(tmp_path: Path) -> None:
    world = openbook.world(tmp_path)
    client = Client(assembled(world.book, Settings(), WEB))
    paths = {route.path for router in (*pages.routers(), *guests.routers(), *api.routers()) for route in router.routes}
    answers = {path: client.ask("TRACE", path, headers={"x-told": TOLD}) for path in sorted(paths | {"/health", "/static/base.css"})}
    assert len(answers) > 80
    assert {answer.status_code for answer in answers.values()} <= {404, 405}
    assert all(TOLD not in answer.text for answer in answers.values())
    world.book.engine.dispose()
