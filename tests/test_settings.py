"""What is missing or wrong in the environment stops the start with a sentence; what is right passes the check."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command

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


def test_static_files_are_collected_under_names_that_hold_a_digest(settings, tmp_path):
    """Also those that a style sheet or a module of scripts names."""
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "config.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    [drafts] = list((tmp_path / "js").glob("drafts.*.js"))
    assert re.search(r'from "\./device\.\w{12}\.js"', drafts.read_text())
    [sheet] = list((tmp_path / "css").glob("gnista.*.css"))
    assert re.search(r"thread\.\w{12}\.svg", sheet.read_text())
