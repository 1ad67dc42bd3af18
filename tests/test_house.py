"""The limits of the house, held against the files themselves (docs/design.md, section 8).

What ruff, mypy and import-linter can say, they say in `run.py lint`; this is the rest.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
LONGEST_TEMPLATE = 150
FORBIDDEN_PARTS = {"utils", "util", "helpers", "helper", "common", "core", "misc"} | {
    "service",
    "manager",
    "handler",
}
FORBIDDEN_STARTS = {"process", "do"}
FORBIDDEN_ENDS = {"data", "item", "info"}
OUR_LOCKS = {"requirements.lock", "requirements-dev.lock"}
# In pieces, because this file is searched too.
REGISTRY_HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.",
    "yarn" + "pkg.com",
    "un" + "pkg.com",
    "js" + "delivr",
    "deb." + "debian.org",
]
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+)/")
MADE_HERE = {".env", ".venv.lock"}
NAMES_OF_A_LIBRARY = {
    "do_POST",  # the standard library's server
    "get_extra_info",  # httpcore's stream
    "get_route_handler",  # what FastAPI calls the method that we override
}
SKIPPED_FOLDERS = {"__pycache__", "build", "dist", "node_modules"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def our_files() -> list[Path]:
    """Every text file of the checkout: hidden folders are tools' own, .ci excepted."""
    ours = []
    for path in sorted(ROOT.rglob("*")):
        folders = path.relative_to(ROOT).parts[:-1]
        hidden = any(name.startswith(".") and name != ".ci" for name in folders)
        if hidden or SKIPPED_FOLDERS & set(folders) or not path.is_file():
            continue
        if path.suffix in {".db", ".png", ".ttf", ".ico"} or path.name in MADE_HERE:
            continue
        ours.append(path)
    return ours


def modules(*folders: str) -> list[Path]:
    """The Python files under these folders of the checkout."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@cache
def definitions(path: Path) -> list[Definition]:
    """Every function and class of a module, nested ones too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Definition)]


def shown(path: Path, line: int | None = None) -> str:
    """A place as an editor can jump to it."""
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def found(pattern: str, path: Path, flags: int = 0) -> Iterator[str]:
    """Places of a file where a pattern matches, Jinja comments left out."""
    text = without_comments(path)
    for match in re.finditer(pattern, text, flags):
        yield shown(path, text.count("\n", 0, match.start()) + 1)


@cache
def without_comments(path: Path) -> str:
    """Read a file, and leave the line breaks alone of what stands in a comment of Jinja."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)


def in_templates(pattern: str) -> list[str]:
    """Places in any template where a pattern matches, in whichever case."""
    paths = sorted((ROOT / "templates").rglob("*.*"))
    return [place for path in paths for place in found(pattern, path, re.IGNORECASE)]


def words_of(name: str) -> list[str]:
    """`read_theData` -> read, the, data."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def is_forbidden(name: str) -> bool:
    """Whether a name says what kind of thing it is instead of what it is for."""
    words = words_of(name)
    bad_edge = words[0] in FORBIDDEN_STARTS or words[-1] in FORBIDDEN_ENDS
    return bool(FORBIDDEN_PARTS & set(words)) or (len(words) > 1 and bad_edge)


def test_no_function_is_longer_than_the_limit() -> None:
    paths = [*modules("app", "tests"), ROOT / "run.py"]
    sizes = {
        shown(path, node.lineno): (node.end_lineno or 0) - node.lineno + 1
        for path in paths
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
    }
    assert {place: size for place, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_no_module_is_longer_than_the_limit() -> None:
    paths = [*modules("app", "tests"), ROOT / "run.py"]
    sizes = {shown(path): path.read_text(encoding="utf-8").count("\n") for path in paths}
    assert {place: size for place, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_template_is_longer_than_the_limit() -> None:
    paths = (path for path in (ROOT / "templates").rglob("*") if path.is_file())
    sizes = {shown(path): path.read_text(encoding="utf-8").count("\n") for path in paths}
    assert {place: size for place, size in sizes.items() if size > LONGEST_TEMPLATE} == {}


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("date_utils", True),
        ("process_entry", True),
        ("SessionManager", True),
        ("commitment_data", True),
        ("read_commitment", False),
        ("data", False),
        ("score", False),
    ],
)
def test_the_check_of_names_knows_what_it_looks_for(name: str, forbidden: bool) -> None:
    assert is_forbidden(name) is forbidden


def test_no_module_function_or_class_has_a_name_that_says_nothing() -> None:
    paths = [*modules("app", "tests"), ROOT / "run.py"]
    named = {shown(path): path.stem for path in paths if not path.stem.startswith("test_")}
    for path in paths:
        for node in definitions(path):
            if not node.name.startswith("test_") and node.name not in NAMES_OF_A_LIBRARY:
                named[shown(path, node.lineno)] = node.name
    assert {place: name for place, name in named.items() if is_forbidden(name)} == {}


def test_the_rules_need_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"app"}
    foreign = [
        f"{shown(path)}: {name}"
        for path in modules("app/domain")
        for name in imported(path)
        if name not in allowed
    ]
    assert foreign == []


def imported(path: Path) -> Iterator[str]:
    """Top-level names of the packages that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\|\s*safe\b", id="text that skips escaping"),
        pytest.param(r"<script(?![^>]*(\bsrc=|ld\+json))", id="script in the page"),
        pytest.param(r"<style|\sstyle\s*=", id="style in the page"),
        pytest.param(r"<[^>]*\son[a-z]+\s*=|javascript:", id="script in an attribute"),
        pytest.param(r"\b(href|action|src)\s*=\s*[\"']/", id="link not made by the one function"),
        pytest.param(r"(?<![\w.-])(pledged|enacted|contested)(?![\w(-])", id="word of a status"),
    ],
)
def test_no_template_contains(pattern: str) -> None:
    assert in_templates(pattern) == []


def test_no_lock_file_names_where_packages_come_from() -> None:
    locks = {path.name for path in our_files() if re.search(r"(^|[-._y])lock(\.|$)", path.name)}
    assert locks == OUR_LOCKS


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_the_host_of_a_package_registry(host: str) -> None:
    assert [place for path in our_files() for place in found(re.escape(host), path)] == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert [place for path in our_files() for place in found(MACHINE_PATH.pattern, path)] == []


def test_no_work_is_left_marked_as_undone() -> None:
    marks = r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b"
    assert [place for path in our_files() for place in found(marks, path)] == []


def test_every_silenced_lint_rule_has_its_reason_beside_it() -> None:
    paths = [*modules("app", "tests", "migrations"), ROOT / "run.py"]
    bare = r"# no" + r"qa(?!: [A-Z0-9, ]+ - \w)"
    assert [place for path in paths for place in found(bare, path)] == []


def test_every_lint_rule_that_is_off_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert rules
    assert [line for line in rules if not re.search(r", +# \w", line)] == []
