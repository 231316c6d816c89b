"""A few hundred mutants; fuzz/mutants.py runs as many as one likes."""

from judge import faults
from mutation import mutants, seed_pages

from termread.engine.batch import read_all
from termread.engine.messages import Order


def test_mutants_are_read_or_refused_cleanly():
    orders = [
        Order("mutant.txt" if number % 7 == 0 else "mutant.html", data=data, keep_data=False)
        for number, data in enumerate(mutants(seed_pages(), 300, seed=3))
    ]
    wrong = [found for _, outcome in read_all(orders) for found in faults(outcome)]
    assert wrong == []
