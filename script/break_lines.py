"""Breaks important lines one by one, in a copy of the tree, and sees whether tests notice.

Each mutant is a line that decides who may see or do something, how much of it, or how long it is kept. One that
survives is a rule that can be lost without a test that says so. Ends with 1 when any survives or no longer applies.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", "*_cache", ".hypothesis", "stored")


@dataclass(frozen=True)
class Mutant:
    """One line changed, and the tests that are asked."""

    file: str
    line: str
    broken: str
    tests: str

    def __str__(self) -> str:
        return f"{self.file}: {self.line.strip()} → {self.broken.strip() or '(gone)'}"


ACCESS = "tests/test_access.py"
PRIVACY = "tests/test_privacy.py"

MUTANTS = [
    # Who is somewhere, and for how long.
    Mutant("cohorts/models/cohorts.py", "return self.filter(left_at=None)", "return self.all()", ACCESS),
    Mutant("cohorts/models/cohorts.py", "return self.current().filter(role=Membership.Role.TRAINER)",
           "return self.filter(role=Membership.Role.TRAINER)", ACCESS),
    Mutant("cohorts/models/cohorts.py", "return self.current().filter(role=Membership.Role.TRAINER)",
           "return self.current()", ACCESS),
    Mutant("cohorts/models/cohorts.py", "return self.current().exclude(role=Membership.Role.TRAINER)",
           "return self.current()", "tests/desk"),
    Mutant("cohorts/models/cohorts.py", "return self.current().filter(until | models.Q(role=Membership.Role.TRAINER))",
           "return self.current()", "tests/cohorts tests/desk"),
    Mutant("cohorts/models/cohorts.py", "cohort__readable_until__gte=", "cohort__readable_until__gt=",
           "tests/test_edges.py"),
    Mutant("cohorts/models/cohorts.py", "until is None or until >= timezone.localdate()",
           "until is None or until > timezone.localdate()", "tests/test_edges.py"),
    Mutant("cohorts/models/cohorts.py",
           'return self.filter(pk__in=Membership.objects.trainers().filter(user=user).values("cohort"))',
           'return self.filter(pk__in=Membership.objects.filter(user=user).values("cohort"))', ACCESS),
    Mutant("cohorts/models/cohorts.py", "open_to_all = self.kept().filter(is_open=True, ended_on=None)",
           "open_to_all = self.kept().filter(ended_on=None)", ACCESS),
    Mutant("cohorts/models/cohorts.py", "return self.held().filter(cohort__deletes_on=None)", "return self.held()",
           "tests/home/test_closed_cohorts.py"),
    Mutant("cohorts/models/cohorts.py", "            return self.kept()\n", "            return self\n",
           "tests/home/test_closed_cohorts.py"),
    Mutant("cohorts/services/memberships.py", "    if role == Membership.Role.TRAINER:\n        raise Unasked\n", "",
           "tests/desk/test_asking.py"),
    Mutant("desk/forms/cohorts.py", "if by.is_superuser else co_trainers_of(by)", "", "tests/desk/test_asking.py"),
    Mutant("cohorts/services/deleting.py", "pk=cohort.pk, deletes_on__lte=today", "pk=cohort.pk",
           "tests/home/test_closed_cohorts.py"),
    Mutant("cohorts/models/invitations.py", "return self.filter(cohort__in=Cohort.objects.led_by(user))",
           "return self.all()", ACCESS),
    Mutant("cohorts/models/plans.py", "return self.filter(cohort__in=Cohort.objects.led_by(user))",
           "return self.all()", ACCESS),
    # Boards.
    Mutant("discussions/models/threads.py", "here = self.filter(cohort__in=Cohort.objects.visible_to(user))",
           "here = self.all()", ACCESS),
    Mutant("discussions/models/threads.py",
           'return self.filter(cohort__in=Membership.objects.trainers().filter(user=user).values("cohort"))',
           'return self.filter(cohort__in=Membership.objects.current().filter(user=user).values("cohort"))', ACCESS),
    Mutant("discussions/models/threads.py",
           'return self.filter(cohort__in=Membership.objects.trainers().filter(user=user).values("cohort"))',
           'return self.filter(cohort__in=Membership.objects.filter(user=user, role="trainer").values("cohort"))',
           ACCESS),
    Mutant("discussions/models/posts.py", "SHOWN = Q(withdrawn_at=None, hidden_at=None)",
           "SHOWN = Q(withdrawn_at=None)", "tests/discussions"),
    Mutant("discussions/models/posts.py", "SHOWN = Q(withdrawn_at=None, hidden_at=None)",
           "SHOWN = Q(hidden_at=None)", "tests/discussions"),
    Mutant("discussions/models/posts.py", "return self.filter(self._open_to(user_id) | Exists(leads))",
           "return self.all()", "tests/discussions"),
    Mutant("discussions/models/posts.py",
           "leads = Membership.objects.trainers().filter(",
           'leads = Membership.objects.filter(role="trainer").filter(',
           "tests/discussions"),
    Mutant("discussions/models/posts.py", "filter(begun_at__gte=moment)", "filter(begun_at__isnull=False)",
           "tests/discussions/test_self_study.py"),
    Mutant("discussions/models/posts.py", 'Q(begun_at__gte=F("since"))', "Q(begun_at__isnull=False)",
           "tests/discussions/test_self_study.py"),
    Mutant("discussions/models/threads.py", '_begun_since(F("since"))', "Q(pk__gt=0)",
           "tests/discussions/test_self_study.py"),
    Mutant("discussions/files.py", "MOST_FILES = 5", "MOST_FILES = 6", "tests/discussions/test_files.py"),
    Mutant("discussions/files.py", "MOST_BYTES = 10_000_000", "MOST_BYTES = 20_000_000",
           "tests/discussions/test_files.py"),
    Mutant("discussions/services/drafting.py", "MOST_DRAFTS = 50", "MOST_DRAFTS = 500",
           "tests/discussions/test_drafts.py"),
    # Journals.
    Mutant("journals/models/entries.py",
           "refuse_sealed(user)\n        return self.filter(author=user)",
           "return self.all()", ACCESS),
    Mutant("journals/models/sharing.py",
           'mine = ShareReader.objects.reading().filter(share=OuterRef("pk"), person=user)',
           'mine = ShareReader.objects.standing().filter(share=OuterRef("pk"), person=user)',
           "tests/journals/test_readers.py"),
    Mutant("journals/models/sharing.py", "trains = Membership.objects.trainers().filter(",
           'trains = Membership.objects.filter(role="trainer").filter(', ACCESS),
    Mutant("journals/models/sharing.py", 'role_since__lte=OuterRef("told_at")', "cohort__isnull=False",
           "tests/journals/test_readers.py"),
    Mutant("journals/models/sharing.py", "return self.filter(Exists(trains), refused_at=None)",
           "return self.filter(Exists(trains))", "tests/journals/test_readers.py"),
    Mutant("journals/models/sharing.py",
           "return self.filter(Q(author=user) | Q(Exists(mine), audience=Share.Audience.TRAINERS))",
           "return self.filter(Q(Exists(mine), audience=Share.Audience.TRAINERS))", ACCESS),
    Mutant("journals/services/readers.py", "TIME_TO_SAY_NO = timedelta(days=7)", "TIME_TO_SAY_NO = timedelta(days=6)",
           "tests/journals/test_readers.py"),
    Mutant("journals/models/entries.py", "return self.filter(deleted_at=None)", "return self.all()", "tests/journals"),
    Mutant("accounts/models/retention.py", '_("bin of the journal"), default=30', '_("bin of the journal"), default=20',
           "tests/journals tests/home"),
    # Quizzes.
    Mutant("quizzes/cms.py", "if not quiz.permissions_for_user(request.user).can_edit():", "if False:",
           "tests/test_edges.py tests/quizzes"),
    # Starting, inviting, leaving.
    Mutant("cohorts/services/cohorts.py", "uuid5(submission_id, str(by.pk))", "submission_id",
           "tests/test_edges.py tests/cohorts tests/desk"),
    Mutant("cohorts/services/memberships.py", "if not membership.is_trainer or membership.cohort.ended_on:",
           "if not membership.is_trainer:", "tests/test_edges.py tests/cohorts tests/desk"),
    Mutant("cohorts/services/memberships.py", "if not membership.is_trainer or membership.cohort.ended_on:", "if True:",
           "tests/cohorts tests/desk"),
    Mutant("cohorts/addresses.py", "MOST = 300", "MOST = 3_000", "tests/cohorts tests/desk"),
    # Texts and limits.
    Mutant("content/text.py", "POST_LIMIT = 10_000", "POST_LIMIT = 100_000", "tests/content tests/discussions"),
    Mutant("content/text.py", "ENTRY_LIMIT = 20_000", "ENTRY_LIMIT = 200_000", "tests/content tests/journals"),
    Mutant("content/text.py", 'PROTOCOLS = ("http://", "https://", "mailto:")',
           'PROTOCOLS = ("http://", "https://", "mailto:", "tel:")', "tests/content"),
    Mutant("config/settings/base.py", '"post": "30/m/user,300/h/user"', '"post": "90/m/user,300/h/user"',
           "tests/test_limits.py"),
    Mutant("config/settings/base.py", '"resubmit": "30/d/user"', '"resubmit": "300/d/user"', "tests/test_limits.py"),
    Mutant("config/settings/base.py", '"mail": "60/h/user"', '"mail": "600/h/user"', "tests/test_limits.py"),
    # A person's whole life.
    Mutant("accounts/services/leaving.py", "DAYS_TO_THINK = timedelta(days=14)", "DAYS_TO_THINK = timedelta(days=1)",
           "tests/home"),
    Mutant("home/services/leaving.py", " or person.erases_on > localdate()", "", "tests/home"),
    Mutant("home/models.py", "own = self.filter(person=user)", "own = self.all()", ACCESS),
    Mutant("home/views/people.py", "if not request.user.is_superuser:", "if False:", ACCESS),
    Mutant("accounts/models/people.py", "return perm not in FORBIDDEN and super().has_perm(perm, obj)",
           "return super().has_perm(perm, obj)", "tests/test_contracts.py"),
    Mutant("accounts/services/leaving.py", "forget_sessions_of(person=person)\n    person.email", "person.email",
           "tests/home"),
    # What came since.
    Mutant("cohorts/services/invitations.py", "MOST_A_DAY = 600", "MOST_A_DAY = 6_000", "tests/test_limits.py"),
    Mutant("config/settings/base.py", '"save": "120/m/user"', '"save": "1200/m/user"', "tests/test_limits.py"),
    Mutant("config/settings/base.py", '"look": "60/m/user"', '"look": "600/m/user"', "tests/test_limits.py"),
    Mutant("content/text.py", 'left_out = ["image", "html_inline", "html_block", "reference"]',
           'left_out = ["image", "html_inline", "html_block"]', "tests/content"),
    Mutant("content/text.py", "MOST_TIMES, AROUND, MOST_HTML = 10, 100, 200_000",
           "MOST_TIMES, AROUND, MOST_HTML = 20, 100, 400_000", "tests/content"),
    Mutant("accounts/numbers.py", "return number if number <= GREATEST else None", "return number",
           "tests/test_numbers.py"),
    # Accounts of others, and closed journals.
    Mutant("accounts/services/changes.py", "or change.holds_from > now", "", "tests/home/test_changes.py"),
    Mutant("accounts/services/changes.py", "or change.reminded_at is None", "", "tests/home/test_changes.py"),
    Mutant("accounts/services/changes.py", ".filter(pk=change.person_id, sealed_at=None)",
           ".filter(pk=change.person_id)", "tests/home/test_closed_journal.py"),
    Mutant("accounts/models/changes.py", "DAYS_TO_OBJECT = timedelta(days=7)", "DAYS_TO_OBJECT = timedelta(days=6)",
           "tests/home/test_changes.py"),
    Mutant("home/services/changes.py", "LAST_NOTICE = timedelta(days=2)", "LAST_NOTICE = timedelta(0)",
           "tests/home/test_changes.py"),
    Mutant("accounts/seals.py", "if user.sealed_at is not None", "if False", "tests/home/test_closed_journal.py"),
    Mutant("accounts/room.py", "if self.is_sealed and person.sealed_at", "if False",
           "tests/home/test_closed_journal.py"),
    Mutant("accounts/receivers.py", "authenticator.created_at < user.sealed_at", "True",
           "tests/home/test_closed_journal.py"),
    Mutant("home/changes.py", "max_age=PROOF_HOLDS_FOR", "max_age=None", "tests/home/test_closed_journal.py"),
    Mutant("accounts/sessions.py", "request.session.get(SECOND_FACTOR) != user.pk",
           "SECOND_FACTOR not in request.session", "tests/stories/test_factors.py"),
    Mutant("accounts/middleware.py", "user.second_factor_from > localdate()", "True", "tests/stories/test_factors.py"),
    Mutant("accounts/reauthentication.py", "< settings.ACCOUNT_REAUTHENTICATION_TIMEOUT", "< 86_400",
           "tests/stories/test_factors.py"),
    Mutant("accounts/adapter.py", "place = known or self.get_client_ip(request)", 'place = ""',
           "tests/stories/test_devices.py"),
    Mutant("config/settings/base.py", '"login_elsewhere": "100/h/key"', '"login_elsewhere": "1000/h/key"',
           "tests/stories/test_devices.py"),
    Mutant("content/text.py", "MOST_LINES, MOST_SIGNS, SIGNS = 2_000, 4_000",
           "MOST_LINES, MOST_SIGNS, SIGNS = 20_000, 40_000", "tests/content/test_text.py"),
]  # fmt: skip


def tries(mutant: Mutant, tree: Path) -> tuple[str, str]:
    """What became of a mutant in a copy of the tree: killed, survived or stale; and what the tests said last."""
    path = tree / mutant.file
    source = path.read_text()
    if source.count(mutant.line) != 1:
        return "stale", f"The line stands {source.count(mutant.line)} times in {mutant.file}."
    path.write_text(source.replace(mutant.line, mutant.broken))
    try:
        command = [
            ROOT / ".venv/bin/python",
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            *mutant.tests.split(),
        ]
        process = {**os.environ, "TEST_DATABASES": "whole"}
        asked = subprocess.run(command, cwd=tree, env=process, capture_output=True, text=True, check=False)
    finally:
        path.write_text(source)
    said = [line for line in asked.stdout.splitlines() if line.startswith(("FAILED tests", "ERROR tests"))]
    if asked.returncode == 0:
        return "survived", ""
    # What breaks before any test was asked says nothing of the line.
    return ("killed", said[0]) if said else ("stale", asked.stdout[-400:])


def main(words: str) -> int:
    wanted = [mutant for mutant in MUTANTS if words in str(mutant)]
    fates = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        (tree / ".venv").symlink_to(ROOT / ".venv")
        for mutant in wanted:
            began = time.monotonic()
            fate, said = tries(mutant, tree)
            fates.append(fate)
            print(f"{fate:9}{time.monotonic() - began:5.0f} s  {mutant}\n{'':18}{said}", flush=True)
    print(f"{len(fates)} mutants, {fates.count('killed')} killed.")
    return int(fates.count("killed") != len(fates))


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
