"""Hold the rules of the house that no linter knows: sizes, names, words, and templates without inline code."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_CEILING = 400
FUNCTION_CEILING = 40
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "core", "base", "manager", "misc"}
NOT_OURS = {"vendor", "bundled", "migrations", "locale", "node_modules", "__pycache__"}
NAMED_BY_DJANGO = {Path("src/raakvlak/web/sqlite/base.py")}  # it looks for a database backend under this name

# A pattern, and what to do instead. The strict Content Security Policy would break the first three in silence.
TEMPLATE_RULES = {
    r"<style\b|\sstyle=": "inline style: write a class in a stylesheet",
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))": "inline script: write a file under static/",
    r"\son[a-z]+=": "inline event handler: listen in a file under static/",
    r"\bhx-on\b|\bhx-on:": "hx-on evaluates text as code: listen in a file under static/",
    r"\|\s*safe\b|autoescape off": "escaping switched off: build the HTML with format_html",
    r"\{% (trans|blocktrans) ": "the old name: write translate or blocktranslate",
    r"\b(TODO|FIXME|XXX|[Ll]orem ipsum)\b": "unfinished",
    r"(?:src|href)=[\"'](?:https?:)?//(?![^\"']*\{\{)[^\"']+\.(?:js|css|woff2?)": "file of a third party: vendor it",
}


def main() -> int:
    problems = [*sizes(), *names(), *templates()]
    for problem in problems:
        print(problem)
    return bool(problems)


def own_files(*suffixes: str) -> Iterator[Path]:
    """Every file of ours in the source, with what was vendored, bundled or written by Django left out."""
    for root in ("src", "scripts", "benchmarks"):
        for path in sorted(Path(root).rglob("*")):
            if path.suffix in suffixes and not NOT_OURS & set(path.parts):
                yield path


def sizes() -> Iterator[str]:
    for path in own_files(".py", ".html", ".js", ".sh"):
        text = path.read_text()
        lines = text.count("\n")
        if lines > FILE_CEILING:
            yield f"{path}: {lines} lines, the ceiling is {FILE_CEILING}: split it by subject"
        if path.suffix == ".py" and "tests" not in path.parts:
            yield from long_functions(path, ast.parse(text))


def long_functions(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_CEILING:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines, the ceiling is {FUNCTION_CEILING}"


def names() -> Iterator[str]:
    for path in own_files(".py"):
        says_nothing = path.stem in NAMES_THAT_SAY_NOTHING or NAMES_THAT_SAY_NOTHING & set(path.parts[:-1])
        if says_nothing and path not in NAMED_BY_DJANGO:
            yield f"{path}: the name does not say what is inside"


def templates() -> Iterator[str]:
    for path in own_files(".html"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for pattern, advice in TEMPLATE_RULES.items():
                if re.search(pattern, line):
                    yield f"{path}:{number}: {advice}"


if __name__ == "__main__":
    sys.exit(main())
