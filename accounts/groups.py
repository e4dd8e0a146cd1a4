"""The groups of the CMS that the code knows by name."""

# Who writes and edits courses.
EDITORS = "Trainers"
# Who trains a cohort: sees the desk, and no page to edit.
DESK = "Desk"
