"""The interface held to its own description, with requests that a generator makes of it (schemathesis)."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

import apioffice

_folder = Path(tempfile.mkdtemp(prefix="relparty-api-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
served = apioffice.served(_folder, "")
schema = schemathesis.openapi.from_asgi("/api/openapi.json", served.app)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    ignored_auth,
]


@pytest.mark.parametrize("ids", ["generated", "real"])
@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
def test_no_request_breaks_the_server_or_its_description(case: Any, ids: str) -> None:
    checks = [*CHECKS, negative_data_rejection] if ids == "generated" else CHECKS  # a wrong id put right is no wrong request any more
    if ids == "real" and "lot" in (case.path_parameters or {}):
        case.path_parameters |= {name: served.ids[name] for name in case.path_parameters}
    response = case.call(headers={"Authorization": f"Bearer {served.key}"})
    case.validate_response(response, checks=checks)
