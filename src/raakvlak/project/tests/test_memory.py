"""A process of the web server brings along only what every request needs."""

import subprocess
import sys
from pathlib import Path

# What reckons with numbers, borders and pages is loaded by the first who needs it.
HEAVY = {"numpy", "pyproj", "scipy", "shapely", "weasyprint", "highspy", "ijson"}
MOST_MEGABYTES = 200

# What the kernel tells about a child begins with its parent's most, so the process looks at its own.
LOOK = """
import sys
from raakvlak.project import wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(" ".join(name for name in sys.modules if "." not in name))
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(most.split()[1]) // 1024)
"""


def test_it_starts_without_the_heavy_libraries(tmp_path: Path) -> None:
    program = [sys.executable, "-c", LOOK]
    done = subprocess.run(program, env={"RAAKVLAK_DATA": str(tmp_path)}, check=True, capture_output=True, text=True)
    loaded, megabytes = done.stdout.splitlines()[-2:]
    assert HEAVY.isdisjoint(loaded.split())
    assert int(megabytes) < MOST_MEGABYTES
