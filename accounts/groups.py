"""The groups of the CMS that the code knows by name."""

# Who writes and edits courses.
EDITORS = "Trainers"
# Who trains a cohort: sees the desk, and no page to edit.
DESK = "Desk"
KNOWN = frozenset({EDITORS, DESK})
# What nobody may do in the CMS, not even a site manager: it has pages of its own.
FORBIDDEN = frozenset({"accounts.delete_user", "accounts.delete_organisation", "cohorts.delete_cohort"})
