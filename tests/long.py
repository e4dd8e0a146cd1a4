"""Two forms of the same test: a short one, the same at every run, and with `-m long` one that searches on.

The short one still meets one text of each kind and takes every step of a machine at least once.
"""

from functools import wraps

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

# Said by tests/conftest.py before any test is collected.
asked = False

# What is claimed is what holds, not how fast: a busy machine is no counterexample.
settings.register_profile("short", deadline=None, max_examples=40, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1000)


def choose(is_long: bool) -> None:
    """Let this process run the tests in their long form, or in the short one."""
    global asked
    asked = is_long
    settings.load_profile("long" if is_long else "short")


def examples(number: int) -> int:
    """How many examples of what is slow: a quarter of a number in the short form, ten times as many in the long one."""
    return number * 10 if asked else number // 4


def run_machine(machine: type[RuleBasedStateMachine], *, short: tuple[int, int], long: tuple[int, int]) -> None:
    """Run a state machine: so many examples with so many steps in the short form and in the long one."""
    taken: set[str] = set()

    def noting(function):
        @wraps(function)
        def take(*args, **kwargs):
            taken.add(function.__name__)
            return function(*args, **kwargs)

        return take

    steps_of_it = machine.setup_state().rules
    for one in steps_of_it:
        one.function = noting(one.function)
    examples, steps = long if asked else short
    few = settings(max_examples=examples, stateful_step_count=steps, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=few)
    assert {one.function.__name__ for one in steps_of_it} - taken == set(), "Steps that no example took."
