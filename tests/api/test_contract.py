"""The CASE service against its official description, asked everything that the description allows and much that it does not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from milepost.frameworks import actions
from milepost.frameworks.case.reading import read_package
from milepost.frameworks.document import to_document
from milepost.frameworks.shipped import shipped
from tests.cast import Cast

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance" / "case"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CONFORMANCE.is_dir(), reason="the official description lies beside the checkout where it may be used"),
]

# The description gives no example of an identifier, so that without these every one that is tried is unknown.
KNOWN = """
import schemathesis
from schemathesis import HookContext

KNOWN = {known!r}

@schemathesis.hook
def map_path_parameters(context: HookContext, path_parameters):
    known = KNOWN.get(context.operation.path.split("/")[1], ())
    given = str((path_parameters or {{}}).get("sourcedId", ""))
    if path_parameters and known and len(given) % 2 == 0:
        return {{**path_parameters, "sourcedId": known[len(given) % len(known)]}}
    return path_parameters
"""


def known_identifiers(url: str) -> dict[str, list[str]]:
    """Some things of each kind that are there."""

    def ask(address: str) -> dict[str, list[dict[str, str]]]:
        with urlopen(f"{url}/{address}") as answer:
            found: dict[str, list[dict[str, str]]] = json.load(answer)
            return found

    documents = [one["identifier"] for one in ask("CFDocuments")["CFDocuments"]]
    packages = [ask(f"CFPackages/{one}") for one in documents]
    found = {"CFDocuments": documents, "CFPackages": documents}
    for name in ("CFItems", "CFAssociations"):
        found[name] = [one["identifier"] for package in packages for one in package[name][:3]]
    found["CFItemAssociations"] = found["CFItems"]
    for package in packages:
        for name, things in package.get("CFDefinitions", {}).items():  # type: ignore[attr-defined]
            found.setdefault(name, []).extend(one["identifier"] for one in things[:3])
    return found


# The fourth phase follows the links of the description, which name parameters that it does not have.
def test_the_service_does_what_its_description_says(cast: Cast, live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> None:
    settings.BASE_URL = live_server.url
    cora = cast.as_("cora")
    one = actions.adopt(cast.centre, by=cora, document=to_document(shipped("customer-service-diploma")), rights="open")
    actions.mark_rights(one, by=cora, rights="open", licence="CC BY 4.0")
    for name in ("DOK", "IT", "MATHPackage"):
        document = read_package((CONFORMANCE / "published" / f"{name}.json").read_bytes())
        actions.adopt(cast.centre, by=cora, document=document, rights="open")
    url = f"{live_server.url}/ims/case/v1p1"
    hooks = tmp_path / "hooks.py"
    hooks.write_text(KNOWN.format(known=known_identifiers(url)))
    asked = subprocess.run(
        [
            str(Path(sys.executable).with_name("st")), "run", str(CONFORMANCE / "imscasev1p1_openapi3_v1p0.json"), "--url", url,
            "--phases", "examples,coverage,fuzzing", "--max-examples", "15", "--seed", "1", "--generation-database", "none", "--no-color", "--continue-on-failure",
        ],
        capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"SCHEMATHESIS_HOOKS": str(hooks)}, timeout=600, check=False,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stdout[-6000:] + asked.stderr[-2000:]
