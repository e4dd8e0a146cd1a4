"""The rooms of the house, each named once: the steps of the staircase from the bottom to the top.

Imports and foreign keys go down only, and rooms on one step do not know each other. The settings mount the rooms of
this list, and tests ask each of them for its rows, its layer and its rights. Plain data: no Django here. A room reads
it as `settings.ROOMS`, since no room looks up to what mounts it.
"""

STAIRCASE = (
    ("accounts",),
    ("progress", "notices", "content"),
    ("courses",),
    ("cohorts",),
    ("discussions", "practice", "quizzes"),
    ("journals",),
    ("home", "desk"),
    ("styleguide", "training"),
)
ROOMS = tuple(room for step in STAIRCASE for room in step)
