"""The register's report and saved pages of invented companies, and the examples that are made of them: `python tests/scrapers/gsxtpages.py`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import lotmaker  # found beside this folder
from registersaved import page_html, page_mhtml  # as above
from registerwriter import Holder, Registered, report_pdf  # as above

COMPANY = Registered(
    name=lotmaker.company_name("甲辰"),
    uscc=lotmaker.company_code(100),
    head="罗启航",
    address="深圳市坪山区示例路1号",
    holders=(
        Holder("罗启航", "自然人股东", "491.9"),
        Holder(lotmaker.company_name("地支"), "企业法人", "508.1", lotmaker.company_code(901)),
    ),
    staff=(("罗启航", "执行董事"), ("卓蔚", "监事")),
    changes=(("投资人变更", "裘菁茗", "罗启航", "2026年08月15日"),),
)
WITHOUT_HOLDERS = replace(
    COMPANY, name=lotmaker.company_name("丁香"), uscc=lotmaker.company_code(104), kind="股份有限公司（非上市）", holders=(), changes=()
)


def files() -> Mapping[str, bytes]:
    """The examples by name."""
    return {
        "report.pdf": report_pdf(COMPANY),
        "report-without-holders.pdf": report_pdf(WITHOUT_HOLDERS),
        "page.html": page_html(COMPANY, decoys=True),
        "page-first-rows.mhtml": page_mhtml(COMPANY, framed=True, rows=1),
    }


if __name__ == "__main__":
    import relparty_scrapers.cn_gsxt

    for name, content in files().items():
        (Path(relparty_scrapers.cn_gsxt.__file__).parent / "examples" / name).write_bytes(content)
