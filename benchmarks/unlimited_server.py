"""The application as `relparty serve` serves it, but with rates that no measurement reaches: python benchmarks/unlimited_server.py --port N --casebook DIR --database URL."""

from __future__ import annotations

import argparse
from pathlib import Path

from uvicorn import Config, Server

from relparty.casebook import opening, place
from relparty.settings import Settings
from relparty.web.assembled import assembled
from relparty.web.logs import server_options
from relparty.web.settings import Rate, RateSettings, WebSettings

OFTEN = Rate(10**9, 10**9)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    parser.add_argument("--casebook", type=Path)
    parser.add_argument("--database")
    asked = parser.parse_args()
    web = WebSettings(public_url=f"http://127.0.0.1:{asked.port}", rates=RateSettings(*[OFTEN] * 7))
    app = assembled(opening.opened(place.place(asked.casebook, asked.database)), Settings(), web)
    Server(Config(app, host="127.0.0.1", port=asked.port, **server_options(web))).run()


if __name__ == "__main__":
    main()
