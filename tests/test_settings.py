"""What is missing or wrong in the environment stops the start with a sentence; what is right passes the check."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "BASE_URL": "https://gnista.example.org",
    "ALLOWED_HOSTS": "gnista.example.org",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "gnista@example.org",
}


def manage(*arguments, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings.production", **environment},
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_is_clean():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **GOOD)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_variable_is_named(name):
    done = manage("check", **{key: value for key, value in GOOD.items() if key != name})
    assert done.returncode == 1
    assert f"Set the environment variable {name}:" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"BASE_URL": "http://gnista.example.org"}, "BASE_URL must start with https://"),
    ],
)
def test_a_wrong_variable_is_explained(wrong, sentence):
    done = manage("check", **{**GOOD, **wrong})
    assert done.returncode == 1
    assert sentence in done.stderr


def test_demo_people_are_refused():
    done = manage("load_demo", **GOOD)
    assert done.returncode == 1
    assert "Demo people are for development" in done.stderr
