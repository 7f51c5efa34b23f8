#!/usr/bin/env python3
"""Bundle what the page of the phone needs into one stylesheet, one script and the few icons on it.

Each file over a phone's line costs half a kilobyte of headers and a wait. `scripts/bundle_phone.py` writes the bundles
out of the sources, which stay the place to change anything; `--check` tells whether they are what the sources make of
them. See docs/decisions/0058.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "src/raakvlak"
SCRIPTS = ROOT / "desk/static/desk/phone"
TEMPLATES = ROOT / "desk/templates/desk"
PAGES = (TEMPLATES / "phone.html", *sorted((TEMPLATES / "phone").glob("*.html")))
STYLES = (
    "project/static/vendor/nl-design-system/nl-design-system.css",
    "project/static/css/tokens.css",
    "project/static/css/nl-tokens.css",
    "project/static/css/base.css",
    "project/static/css/frame.css",
    "project/static/css/forms.css",
    "project/static/css/parts.css",
    "project/static/css/notices.css",
    "desk/static/desk/note.css",
    "desk/static/desk/phone/phone.css",
)
ICONS = ROOT / "project/static/vendor/lucide/icons.svg"
SIGN = ROOT / "project/static/img/sign.svg"
ENTRY = "capture"
LATER = ("photos",)  # fetched when there is a photo, and so no part of the script; what it draws needs its rules


def main(arguments: list[str]) -> int:
    made = {
        ROOT / "desk/static/desk/bundled/phone.css": stylesheet(),
        ROOT / "desk/static/desk/bundled/phone.js": script(),
        TEMPLATES / "bundled/phone_icons.html": icons(),
    }
    if "--check" not in arguments:
        for path, content in made.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(content)
        return 0
    stale = [path for path, content in made.items() if not path.exists() or path.read_text() != content]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is not what its sources make of it: run scripts/bundle_phone.py")
    return bool(stale)


# --- The script: each module becomes a function that returns what it exports, the ones that it needs before it.

BROUGHT_IN = re.compile(
    r"""^import (?:(?P<what>\{[^}]*\}|\* as \w+) from )?"\./(?P<module>\w+)\.js";\n""", re.MULTILINE
)
EXPORTED = re.compile(r"^export (?P<rest>(?:async )?(?:function|const|class) (?P<name>\w+))", re.MULTILINE)


def script() -> str:
    order: list[str] = []
    visit(ENTRY, order)
    return "".join(map(as_function, order))


def visit(module: str, order: list[str]) -> None:
    """Add a module behind the ones that it needs."""
    for match in BROUGHT_IN.finditer(source(module)):
        if match["module"] not in order:
            visit(match["module"], order)
    if module not in order:
        order.append(module)


def source(module: str) -> str:
    return (SCRIPTS / f"{module}.js").read_text()


def as_function(module: str) -> str:
    """Write a module as a function of its own, so that its names stay its own."""
    text = source(module)
    exports = [match["name"] for match in EXPORTED.finditer(text)]
    body = short(EXPORTED.sub(lambda match: match["rest"], BROUGHT_IN.sub(brought_in, text)))
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise SystemExit(f"{module}.js: import or export something in a way that scripts/bundle_phone.py knows")
    return f"const module_{module} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def brought_in(match: re.Match[str]) -> str:
    if match["what"] is None:
        return ""
    what = match["what"].removeprefix("* as ").replace(" as ", ": ")
    return f"const {' '.join(what.split())} = module_{match['module']};\n"


def short(text: str) -> str:
    """Leave out what a browser does not read: comments on a line of their own, indents and empty lines."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        raise SystemExit("A text of several lines would lose its indents: write it as one line")
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


# --- The stylesheet: of each source the rules that can touch something on the page, and the tokens that these use.

PIECE = re.compile(
    r"""(?P<skip>"[^"]*"|'[^']*'|\([^()]*(?:\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)[^()]*)*\))|[{};,]"""
)
NESTS = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Rule:
    """A rule of a stylesheet: what stands before the braces, and between them."""

    prelude: str
    body: str


def stylesheet() -> str:
    text = "\n".join((ROOT / name).read_text() for name in STYLES)
    kept = filtered(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL), known_words())
    while (fewer := without_idle_tokens(kept)) != kept:
        kept = fewer
    return "".join(f"{line}\n" for line in kept if line)


def known_words() -> frozenset[str]:
    """Collect each word on the page and in its scripts: a class or an element is always one of them."""
    modules: list[str] = []
    visit(ENTRY, modules)
    texts = [path.read_text() for path in PAGES] + [source(module) for module in (*modules, *LATER)]
    return frozenset(re.findall(r"[\w-]+", " ".join(texts))) | {"svg", "use", "icon", "html", "body"}


def parsed(css: str) -> Iterator[Rule]:
    """Yield the rules of a stylesheet, one level deep."""
    start = opened = depth = 0
    for match in PIECE.finditer(css):
        if match["skip"]:
            continue
        if match[0] == "{":
            opened, depth = (match.start() if depth == 0 else opened), depth + 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                yield Rule(" ".join(css[start:opened].split()), css[opened + 1 : match.start()])
                start = match.end()
        elif match[0] == ";" and depth == 0:
            start = match.end()


def filtered(css: str, known: frozenset[str]) -> list[str]:
    lines: list[str] = []
    for rule in parsed(css):
        if rule.prelude.startswith(NESTS):
            inner = filtered(rule.body, known) if "print" not in rule.prelude else []
            lines += [f"{rule.prelude}{{", *inner, "}"] if inner else []
        elif rule.prelude.startswith("@"):
            continue  # a font that the phone does not load, a movement that is nowhere on the page
        else:
            selectors = [one for one in parts(rule.prelude, ",") if can_touch(one, known)]
            body = ";".join(" ".join(one.split()) for one in parts(rule.body, ";"))
            lines += [f"{','.join(selectors)}{{{body}}}"] if selectors and body else []
    return lines


def parts(text: str, mark: str) -> list[str]:
    """Part a text at a mark that does not stand within quotes or brackets."""
    cuts = [match.start() for match in PIECE.finditer(text) if match[0] == mark]
    pieces = [text[start:end] for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)]
    return [piece.strip() for piece in pieces if piece.strip()]


def can_touch(selector: str, known: frozenset[str]) -> bool:
    """Tell whether all classes and elements of a selector are known; what stands within brackets counts as known."""
    bare = re.sub(r"\[[^\]]*\]", "", PIECE.sub(lambda match: "" if match["skip"] else match[0], selector))
    classes = re.findall(r"\.([\w-]+)", bare)
    elements = re.findall(r"(?:^|[\s>+~])([a-zA-Z][\w-]*)", bare)
    return known.issuperset([*classes, *elements])


def without_idle_tokens(lines: list[str]) -> list[str]:
    """Leave out the tokens that no rule uses."""
    used = set(re.findall(r"var\(\s*(--[\w-]+)", " ".join(lines)))
    return [line for line in (with_used(line, used) for line in lines) if line]


def with_used(line: str, used: set[str]) -> str:
    prelude, opened, rest = line.partition("{")
    if not opened or not rest:
        return line
    body = [one for one in parts(rest.removesuffix("}"), ";") if not one.startswith("--") or one.split(":")[0] in used]
    return f"{prelude}{{{';'.join(body)}}}" if body else ""


# --- The icons, in the page itself.


def icons() -> str:
    """Write the sign of the house and each icon that the page shows as a symbol."""
    text = " ".join(path.read_text() for path in PAGES)
    wanted = sorted(set(re.findall(r'<use href="#([\w-]+)"', text)) - {"sign"})
    sprite = ICONS.read_text()
    symbols = [re.sub(r"\s+", " ", (symbol(SIGN.read_text(), "sign")))]
    symbols += [symbol(sprite, name) for name in wanted]
    return f'<svg hidden aria-hidden="true">{"".join(symbols)}</svg>\n'


def symbol(sprite: str, name: str) -> str:
    match = re.search(rf'<symbol id="{name}".*?</symbol>', sprite, re.DOTALL)
    if match is None:
        raise SystemExit(f"No icon {name}: add it to frontend/icons.txt")
    return match[0].replace("> <", "><")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
