"""A standalone Spark on this machine, on loopback alone: starts a master and workers, runs a command, ends what it started.

    python benchmarks/spark_standalone.py --workers 2 -- \
        sh -c 'relparty batch bids.parquet --register BUNDLE --out pairs.parquet --engine spark --master "$SPARK_MASTER"'

The command finds the master's address in SPARK_MASTER; with `--connect` that is the address of a Spark Connect server (sc://)
in front of the master. Needs the extra `spark` and Java 17 or newer. Ends with what the command ended with.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

HERE = "127.0.0.1"
MASTER = re.compile(r"Starting Spark master at (spark://\S+)")
WORKER = re.compile(r"Successfully registered with master (spark://\S+)")
CONNECT = re.compile(r"Spark Connect server started at: .*?:(\d+)")
SECONDS = 120


@contextmanager
def standalone(workers: int, cores: int, memory: str, folder: Path) -> Iterator[str]:
    """The address of a master with so many workers, each with its cores and memory; all of them are gone at the end."""
    with ExitStack() as stack:
        master = ["org.apache.spark.deploy.master.Master", "--host", HERE, "--port", "0", "--webui-port", "0"]
        url = stack.enter_context(_running(_spark_class(), master, MASTER, folder / "master.log"))
        for number in range(workers):
            place = ["--host", HERE, "--webui-port", "0", "--work-dir", str(folder / f"worker-{number}")]
            worker = ["org.apache.spark.deploy.worker.Worker", *place, "--cores", str(cores), "--memory", memory, url]
            stack.enter_context(_running(_spark_class(), worker, WORKER, folder / f"worker-{number}.log"))
        yield url


@contextmanager
def connect(master: str, folder: Path) -> Iterator[str]:
    """The address of a Spark Connect server that works on a master."""
    settings = {"spark.connect.grpc.binding.address": HERE, "spark.connect.grpc.binding.port": "0", "spark.ui.enabled": "false"}
    settings |= {"spark.driver.bindAddress": HERE, "spark.driver.host": HERE, "spark.sql.warehouse.dir": str(folder / "warehouse")}
    told = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    server = ["org.apache.spark.deploy.SparkSubmit", "--master", master, *told]
    server += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "spark-internal"]
    with _running(_spark_class(), server, CONNECT, folder / "connect.log") as port:
        yield f"sc://{HERE}:{port}"


def _spark_class() -> Path:
    import pyspark

    return Path(pyspark.__file__).parent / "bin" / "spark-class"


@contextmanager
def _running(script: Path, arguments: Sequence[str], ready: re.Pattern[str], log: Path) -> Iterator[str]:
    """What a process tells when it is ready; the process is ended with the block. `spark-class` becomes it: one id, one process."""
    environment = os.environ | {
        "SPARK_LOCAL_IP": HERE,
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        "SPARK_LOCAL_DIRS": str(log.parent),
        "PYSPARK_PYTHON": sys.executable,
    }
    with subprocess.Popen([script, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        told = _Told(ready, log)
        reader = threading.Thread(target=told.read, args=(process.stderr,))
        reader.start()
        try:
            yield told.wait()
        finally:
            process.terminate()
            process.wait()
            reader.join()


class _Told:
    """What a process writes, kept in a log, and what it is waited for."""

    def __init__(self, ready: re.Pattern[str], log: Path) -> None:
        self.ready, self.log, self.found, self.over = ready, log, "", threading.Event()

    def read(self, lines: IO[str]) -> None:
        with self.log.open("w", encoding="utf-8") as log:
            for line in lines:
                log.write(line)
                log.flush()
                if not self.over.is_set() and (match := self.ready.search(line)):
                    self.found = match[1]
                    self.over.set()
        self.over.set()

    def wait(self) -> str:
        """What was waited for; SystemExit where it does not come."""
        self.over.wait(SECONDS)
        if not self.found:
            sys.exit(f"Spark did not start:\n{self.log.read_text(encoding='utf-8')[-2000:]}")
        return self.found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cores", type=int, default=1, help="of each worker")
    parser.add_argument("--memory", default="1g", help="of each worker")
    parser.add_argument("--connect", action="store_true", help="put a Spark Connect server in front")
    parser.add_argument("command", nargs="+")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        url = stack.enter_context(standalone(told.workers, told.cores, told.memory, Path(name)))
        if told.connect:
            url = stack.enter_context(connect(url, Path(name)))
        ended = subprocess.run(told.command, env=os.environ | {"SPARK_MASTER": url}, check=False)
    sys.exit(ended.returncode)


if __name__ == "__main__":
    main()
