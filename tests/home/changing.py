"""What it takes to change somebody else's account, and to let days pass."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from home.services import tick

MARKER = "Zqhemlig"
NEW = "majas-own@example.org"


def ask(client, person, email=NEW):
    return client.post(reverse("sign_in_of_person", args=[person.pk]), {"address": "1", "email": email})


def code_sent_to(email):
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        Client().post("/accounts/login/code/", {"email": email})
    return [letter.to for letter in mail.outbox if re.search(r"\b[A-Z0-9]{3,4}-[A-Z0-9]{3,4}\b", letter.body)]


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


def pass_days(traveller, *days):
    for number in days:
        traveller.shift(timedelta(days=number))
        tick(now=timezone.now())
