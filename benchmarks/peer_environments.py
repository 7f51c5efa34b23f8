"""Environments of peers: what they need is theirs alone, pinned beside the program that asks them.

Their requirements name all that is needed, and nothing else is installed: pabutools would bring a proprietary solver.
"""

import subprocess
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
TOOLS: Final = HERE.parent / ".tools"


def python_of(peer: str) -> Path:
    """Return the Python of a peer's own environment, which is made when its requirements changed."""
    wanted = HERE / "peers" / peer / "requirements.txt"
    folder = TOOLS / "peers" / peer
    python, installed = folder / "bin" / "python", folder / "requirements.txt"
    if not installed.is_file() or installed.read_bytes() != wanted.read_bytes():
        uv = TOOLS / "bin" / "uv"
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", "3.11", folder], check=True)  # noqa: S603 – our own
        subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--python", python, "-r", wanted], check=True)  # noqa: S603 – ours
        installed.write_bytes(wanted.read_bytes())
    return python
