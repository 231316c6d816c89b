"""The README is true: its keys are the table's, its files are there, its commands are known."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_table_of_actions():
    sys.path.insert(0, str(ROOT / "docs"))
    from make_keys import rewritten

    assert rewritten(README) == README, "run: python docs/make_keys.py"


def test_the_table_of_stages_is_the_pipeline_itself():
    sys.path.insert(0, str(ROOT / "docs"))
    from make_stages import PAGE, rewritten

    text = PAGE.read_text(encoding="utf-8")
    assert rewritten(text) == text, "run: python docs/make_stages.py"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(((?:docs|screenshots|benchmarks)/[^)]+)\)", README))))
def test_what_it_points_to_is_there(target):
    assert (ROOT / target).is_file()


def test_every_command_it_names_is_known():
    known = subprocess.run(
        [sys.executable, "-m", "termread", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for command in re.findall(r"^termread ([a-z]+)\b(?!\.)", README, flags=re.MULTILINE):
        assert command in known


def test_its_test_command_is_the_one_that_ci_runs():
    command = re.search(r"&& (\.venv/bin/python -m pytest.*)$", README, flags=re.MULTILINE)
    assert command[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_it_names_no_registry():
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "pyproject.toml", ROOT / ".ci" / "run"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pypi\.org|pythonhosted|npmjs\.|deb\.debian", text), path
