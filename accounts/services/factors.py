"""Verbs of second factors: who needs one is told a day, and has it taken back when she needs none any more."""

from datetime import date, timedelta

from django.db.models import Q

from accounts.models import SignInRules, User


def plan_second_factors(*, today: date) -> list[User]:
    """Set the day from which each person who works with what is of others needs a second factor, and return those who
    have a day now and had none before. Those who need none any more lose theirs. Safe to repeat: a day stands.
    """
    rules = SignInRules.in_force()
    trusted = User.objects.trusted() if rules.needs_second_factor else User.objects.none()
    keys = set(trusted.values_list("pk", flat=True))
    User.objects.exclude(Q(second_factor_from=None) | Q(pk__in=keys)).update(second_factor_from=None)
    new = list(User.objects.filter(pk__in=keys, second_factor_from=None, is_active=True))
    day = today + timedelta(days=rules.grace_days)
    User.objects.filter(pk__in=[person.pk for person in new]).update(second_factor_from=day)
    for person in new:
        person.second_factor_from = day
    return new
