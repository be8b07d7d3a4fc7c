"""A session of Spark: on this machine, on a standalone master, or behind Spark Connect."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.errors import UsageError
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOG = "spark.log"
"""What Spark writes beside its tables, in place of the screen."""
_PYSPARK, _CLIENT = "pyspark.sql", "pyspark.sql.connect.session"
_CONNECT, _STANDALONE = "sc://", "spark://"
_PORTS = {_CONNECT: 15002, _STANDALONE: 7077}
_HERE = ("127.0.0.1", "localhost", "::1")
_SECONDS = 10
_CONNECT_MODE = "SPARK_CONNECT_MODE_ENABLED"
"""What PySpark sets for the process when a session behind Spark Connect begins, and leaves."""

_NO_PYSPARK = Phrase("没有安装 PySpark", "PySpark is not installed")
_INSTALL = Phrase("请运行 pip install 'relparty[spark]'", "run pip install 'relparty[spark]'")
_NO_CONNECT = Phrase("缺少 Spark Connect 客户端所需的程序包", "what the client of Spark Connect needs is not installed")
_INSTALL_CONNECT = Phrase("请运行 pip install 'pyspark[connect]'", "run pip install 'pyspark[connect]'")
_NO_JAVA = Phrase("没有找到 Java", "no Java was found")
_INSTALL_JAVA = Phrase("请安装 Java 17 或更新版本，或用 JAVA_HOME 指明其位置", "install Java 17 or newer, or tell where it is by JAVA_HOME")
_NOBODY = Phrase("没有 Spark 在此地址应答", "no Spark answers at this address")
_CHECK_ADDRESS = Phrase("请核对 --master，并确认 Spark 已启动", "check --master, and that Spark was started")
_NOT_STARTED = Phrase("Spark 未能启动（{reason}）", "Spark did not start ({reason})")
_FAILED = Phrase("Spark 中途出错（{reason}）", "Spark failed on its way ({reason})")
_READ_LOG = Phrase(
    "请查看 {log}；须为 Java 17 或更新版本，各节点须装有同一版本的 relparty，内存在 Spark 的设置中调整",
    "look into {log}; Java must be 17 or newer, every worker needs the same relparty, memory is set in Spark's own settings",
)


def check(master: str) -> None:
    """Raises UsageError where what Spark needs is not installed, or where nobody answers at the address of the master."""
    for name, fact, step in ((_PYSPARK, _NO_PYSPARK, _INSTALL), (_CLIENT, _NO_CONNECT, _INSTALL_CONNECT)):
        if name != _CLIENT or master.startswith(_CONNECT):
            try:
                with _without_pandas_warning():
                    import_module(name)
            except ImportError as error:
                raise UsageError(place(master), fact(), step()) from error
    if not master.startswith(_CONNECT) and not _java():
        raise UsageError(place(master), _NO_JAVA(), _INSTALL_JAVA())
    addresses = _addresses(master)
    if addresses and not any(_answers(host, port) for host, port in addresses):
        raise UsageError(place(master), _NOBODY(), _CHECK_ADDRESS())


def place(master: str) -> str:
    """A master as it may be shown: without what follows the address, which can be a token."""
    return master.partition(";")[0]


@contextmanager
def started(master: str, folder: Path) -> Iterator[SparkSession]:
    """A session that works in a folder and ends with the block; raises UsageError for whatever Spark fails in."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    failures = (PySparkException, Py4JError)
    with _without_pandas_warning():
        try:
            spark = _remote(master) if master.startswith(_CONNECT) else _classic(master, folder)
        except failures as error:
            raise _told(master, _NOT_STARTED, error, folder) from error
        try:
            yield spark
        except failures as error:
            raise _told(master, _FAILED, error, folder) from error
        finally:
            with suppress(*failures, OSError):  # it may be gone already
                spark.stop()
            os.environ.pop(_CONNECT_MODE, None)


@contextmanager
def _without_pandas_warning() -> Iterator[None]:
    """PySpark warns of a pandas that it does not know yet, although nothing here goes through pandas."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def _told(master: str, fact: Phrase, error: Exception, folder: Path) -> UsageError:
    """The error in words; what Spark says of it goes into the log, for it may tell of rows."""
    log = folder / LOG
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{error}\n")
    condition = getattr(error, "getCondition", lambda: None)()
    return UsageError(place(master), fact(reason=condition or type(error).__name__), _READ_LOG(log=str(log)))


def _remote(address: str) -> SparkSession:
    from pyspark.sql import SparkSession

    return SparkSession.builder.remote(address).create()


def _classic(master: str, folder: Path) -> SparkSession:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(master).setAppName("relparty batch").setAll(list(_settings(master, folder).items()))
    gateway = None
    if SparkContext._gateway is None:  # noqa: SLF001 -- a second session of this process goes through the same one
        (folder / LOG).unlink(missing_ok=True)
        with (folder / LOG).open("ab") as log:
            gateway = launch_gateway(conf, {"stderr": log})
    return SparkSession(SparkContext(conf=conf, gateway=gateway))


def _settings(master: str, folder: Path) -> dict[str, str]:
    """What we set; memory and all else is for Spark's own settings."""
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "WARN",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    if master.startswith("local") or any(host in _HERE for host, _ in _addresses(master)):
        settings |= {"spark.driver.bindAddress": _HERE[0], "spark.driver.host": _HERE[0]}
    if master.startswith("local"):
        settings["spark.local.dir"] = str(folder / "local")
    return settings


def _java() -> str | None:
    """The Java that Spark's own script would take."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


def _addresses(master: str) -> list[tuple[str, int]]:
    """The hosts and ports of a master's URL; none for a master that is no URL of ours."""
    for scheme, usual in _PORTS.items():
        if master.startswith(scheme):
            names = master.removeprefix(scheme).split("/")[0].split(",")
            found = [name.rpartition(":") if name.rpartition(":")[2].isdecimal() else (name, ":", str(usual)) for name in names]
            return [(host.strip("[]"), int(port)) for host, _, port in found]
    return []


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), _SECONDS):
            return True
    except OSError:
        return False
