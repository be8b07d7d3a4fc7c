"""A page with every component of the frame, a page with the graph in a frame, and hostile words in both."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from jinja2 import ChoiceLoader, DictLoader, Environment
from starlette.responses import HTMLResponse

from relparty import templates
from relparty.model.finding import LEVEL_WORDS, VERDICT_WORDS
from relparty.phrases import Phrase
from relparty.web import flashes, showing
from relparty.web.security.headers import csp_for
from relparty.web.showing import Link, Viewer

HOSTILE = '<script>alert("甲")</script>\u202e公司' + "很长的名称" * 40 + " 110000197003070003"
SAMPLE = """{% extends "base.html.j2" %}
{% import "parts/field.html.j2" as field with context %}
{% import "parts/table.html.j2" as tables with context %}
{% import "parts/errors.html.j2" as errors with context %}
{% import "parts/status.html.j2" as marks with context %}
{% import "parts/pager.html.j2" as pages with context %}
{% import "parts/confirm.html.j2" as boxes with context %}
{% block title %}{{ say(heading) }}{% endblock %}
{% block content %}
{{ errors.summary([("name", wrong), ("reason", wrong), ("sure", wrong)]) }}
<h1>{{ say(heading) }}</h1>
{{ marks.banner("stop", verdicts["stop"], more) }}
<p>{% for kind, word in kinds %}{{ marks.status(kind, word) }} {% endfor %}</p>
<dl class="facts"><div><dt>{{ say(bidder) }}</dt><dd>{{ say(hostile) }}</dd></div></dl>
{% call tables.table(bidders, [bidder, state, count], "bidders") %}
<tr><th scope="row">{{ say(hostile) }}</th><td>{{ marks.status("missing", missing) }}</td><td class="number">1,200.00</td></tr>
<tr><th scope="row">深圳甲科技有限公司</th><td>{{ marks.status("done", done) }}</td><td class="number">3</td></tr>
{% endcall %}
{% call tables.table(none_yet, [bidder, state], "none") %}{{ tables.empty(2) }}{% endcall %}
{{ pages.pager("?after=a", "?after=b", "51–100 / 230") }}
<form method="post" action="/nowhere" class="stack" novalidate>
{{ field.csrf_field() }}
{{ field.text("name", bidder, hostile, hint=hint, error=wrong) }}
{{ field.text("mail", mail, "", kind="email", is_required=false) }}
{{ field.area("reason", reason, hostile, hint=hint, error=wrong) }}
{{ field.choice("level", state, kinds, "bar") }}
{{ field.choice("empty", state, kinds, error=wrong) }}
{{ field.radios("way", state, [("a", done), ("b", missing)], "a", hint=hint, error=wrong) }}
{{ field.tick("sure", more, error=wrong) }}
{{ field.file("paper", paper, hint=hint, is_many=true) }}
<p class="buttons"><button class="main">{{ say(done) }}</button> <button>{{ say(missing) }}</button> <button disabled>{{ say(state) }}</button>
<button type="button" data-print hidden>⎙</button></p>
</form>
{% call boxes.confirm("sure-title", heading, more, "/nowhere", done, "/sample") %}{{ field.text("why", reason) }}{% endcall %}
{% endblock %}"""
FRAMED = (
    """{% extends "base.html.j2" %}{% block content %}<h1>图</h1><iframe src="/graph" title="graph" height="700"></iframe>{% endblock %}"""
)
VALUES: dict[str, Any] = {
    "heading": Phrase("演示机房设备采购", "Demonstration: server room equipment"),
    "verdicts": dict(VERDICT_WORDS),
    "more": Phrase("两家投标人的负责人为同一人，须由组长和监督人员分别签字", "two bidders have the same head; the leader and the supervisor sign"),
    "kinds": [*((level.word, word) for level, word in LEVEL_WORDS.items()), *VERDICT_WORDS.items(),
              ("done", Phrase("已提交", "received")), ("waiting", Phrase("等待", "waiting")), ("missing", Phrase("未提交", "missing"))],
    "bidder": Phrase("投标人", "Bidder"), "bidders": Phrase("投标人一览", "Bidders"), "state": Phrase("状态", "State"),
    "count": Phrase("文件数", "Files"), "missing": Phrase("未提交", "missing"), "done": Phrase("已提交", "received"),
    "none_yet": Phrase("澄清函", "Clarification letters"), "mail": Phrase("电子邮箱", "E-mail"), "reason": Phrase("理由", "Reason"),
    "paper": Phrase("证明材料", "Papers"), "hint": Phrase("按营业执照填写", "as on the business licence"),
    "wrong": Phrase("请填写投标人名称", "write the bidder's name"), "hostile": HOSTILE,
}  # fmt: skip
_REAL = templates.environment
LINKS = tuple(
    Link(href, Phrase(zh, en))
    for href, zh, en in (("/sample", "项目", "Lots"), ("/memory", "历次", "Across lots"), ("/trail", "留痕", "Trail"))
)


@cache
def environment(_package: str) -> Environment:
    real = _REAL("relparty.web.templates")
    assert real.loader
    return real.overlay(loader=ChoiceLoader([DictLoader({"sample.html.j2": SAMPLE, "framed.html.j2": FRAMED}), real.loader]))


def pages(graph: bytes) -> APIRouter:
    router = APIRouter()

    @router.get("/sample")
    def sample(request: Request) -> HTMLResponse:
        request.state.viewer = Viewer("欧阳<b>娜娜", LINKS)
        crumbs = (Link("/", Phrase("首页", "Home")), Link("/sample", Phrase("项目", "Lots")), Link("", HOSTILE[:60]))
        return showing.page(request, "sample.html.j2", crumbs=crumbs, **VALUES)

    @router.get("/leave")
    def leave(request: Request) -> HTMLResponse:
        response = showing.page(request, "base.html.j2")
        flashes.leave(request, response, Phrase("已保存，回执号 7F3A", "Saved, receipt 7F3A"), showing.lang_of(request))
        return response

    @router.get("/framed")
    def framed(request: Request) -> HTMLResponse:
        return showing.page(request, "framed.html.j2")

    @router.get("/graph")
    def graph_page() -> HTMLResponse:
        return HTMLResponse(graph, headers={"content-security-policy": csp_for(graph)})

    return router
