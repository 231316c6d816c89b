"""Hostile documents through the engine and every format: no control character, no crash, no loss without a word.

The heavy ones are read by fuzz/hostile.py.
"""

from collections import Counter

import pytest
from generator import documents
from judge import faults, faults_of_import

from termread.engine.batch import read_all
from termread.engine.engine import Engine
from termread.engine.messages import Order

CASES = {f"{case.group}/{case.name}": case for case in documents() if not case.heavy}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What became of each case, all read over all cores as the shell reads many files."""
    folder = tmp_path_factory.mktemp("hostile")
    orders = []
    pages = {name: case for name, case in CASES.items() if case.verb == "open"}
    for number, case in enumerate(pages.values()):
        path = folder / f"{number}.{case.ending}"
        path.write_bytes(case.data)
        orders.append(Order(str(path), keep_data=False))
    return dict(zip(pages, (outcome for _, outcome in read_all(orders)), strict=True))


def test_there_are_enough_of_every_group():
    groups = Counter(case.group for case in documents())
    assert sum(groups.values()) >= 950
    assert min(groups.values()) >= 9


@pytest.mark.parametrize("group", sorted({case.group for case in CASES.values() if case.verb == "open"}))
def test_nothing_gets_through_and_nothing_is_lost(outcomes, group):
    wrong = {
        name: found
        for name, case in CASES.items()
        if case.group == group and (found := list(faults(outcomes[name], case.marks)))
    }
    assert wrong == {}


def test_nothing_gets_through_from_another_programs_export(tmp_path):
    engine, wrong = Engine(), {}
    for name, case in CASES.items():
        if case.verb == "import":
            path = tmp_path / "export"
            path.write_bytes(case.data)
            wrong[name] = list(faults_of_import(engine, str(path)))
    engine.close()
    assert len(wrong) >= 120
    assert not any(wrong.values()), {name: found for name, found in wrong.items() if found}
