"""Write ``constraints.txt``: the exact version of everything that the project needs, as installed in this environment.

Run it with the project's own Python after an upgrade, with all extras installed (``freeze`` is in no set-up of the
bootstrap, so ``.venv/bin/pip install -e .[freeze]`` first): ``.venv/bin/python packaging/pin.py``. The file is the same
for every platform: local builds such as ``2.13.0+cpu`` are pinned by their public version, and what only another
platform needs is left to pip.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "packaging" / "constraints.txt"
HEADER = "# Every version that the project is tested with. Written by packaging/pin.py.\n"
# The build tools belong to pip's own isolated builds, and torch's CUDA build wants older ones than its CPU build.
UNPINNED = {"pip", "setuptools", "wheel"}


def declared() -> list[Requirement]:
    """Return the requirements of the project and of all its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return [Requirement(line) for group in groups for line in group]


def pins(todo: list[Requirement]) -> dict[str, str]:
    """Return canonical name → public version of everything installed that the requirements lead to."""
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    while todo:
        requirement = todo.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # needed on another platform only
            continue
        found[name] = Version(installed.version).public
        todo += [needed for needed in map(Requirement, installed.requires or []) if _applies(needed, extras)]
    return {name: version for name, version in sorted(found.items()) if name not in UNPINNED}


def _applies(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Tell whether a requirement holds on this Python, with any of the extras or none."""
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras or {""})


if __name__ == "__main__":
    lines = [f"{name}=={version}\n" for name, version in pins(declared()).items()]
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")
