"""Redis away: every page works, each process counts its limits, and what watches is told. With a Redis of its own."""

import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.core.cache import caches

from accounts.limits import TooOften, spend
from config.cache import LEFT_ALONE, FallbackCache
from config.settings.base import cache_from

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="needs a redis-server")


class Redis:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _attempt in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=0.1):
                return
            time.sleep(0.02)
        raise AssertionError("Redis does not start.")

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(settings):
    server = Redis()
    server.start()
    settings.CACHES = {"default": cache_from(server.url)}
    yield server
    server.stop()
    FallbackCache._back_at.pop(server.url, None)


def back():
    """So much later that it is asked again."""
    time.sleep(LEFT_ALONE + 0.1)


def test_what_is_kept_is_shared_while_it_is_there(redis):
    cache, other = (FallbackCache(redis.url, {}) for _process in range(2))
    cache.set("a", 1)
    other.incr("a")
    assert cache.get("a") == 2
    assert cache.get_many(["a", "b"]) == {"a": 2}
    cache.delete("a")
    assert other.get("a", "gone") == "gone"
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_each_process_keeps_and_counts_by_itself_while_it_is_away(redis):
    cache = FallbackCache(redis.url, {})
    cache.set("a", "theirs")
    redis.stop()
    assert cache.get("a") is None
    assert cache.add("n", 1)
    assert cache.incr("n") == 2
    assert cache.is_away
    redis.start()
    back()
    assert not cache.is_away
    assert cache.get("n") is None


def test_it_is_asked_again_and_not_by_every_page(redis):
    cache = FallbackCache(redis.url, {})
    redis.stop()
    cache.get("a")
    began = time.monotonic()
    for _page in range(500):
        cache.get("a")
    assert time.monotonic() - began < 0.5
    assert redis.url in FallbackCache._back_at


def test_one_that_accepts_and_stays_silent_holds_no_page(settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        cache = FallbackCache(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", {})
        began = time.monotonic()
        cache.set("a", 1)
        assert cache.get("a") == 1
        assert time.monotonic() - began < 2
        FallbackCache._back_at.pop(cache._server, None)


def test_pages_work_while_it_goes_and_comes_back_under_load(redis, client_as, alva, client):
    """Each page in its turn, without a break, while Redis is stopped and started."""
    signed_in = client_as(alva)
    pages = [(signed_in, "/sv/"), (signed_in, "/sv/kohort/"), (client, "/accounts/login/"), (client, "/sv/")]
    slowest, statuses = 0.0, set()
    for round_number in range(24):
        if round_number == 8:
            redis.stop()
        if round_number == 16:
            redis.start()
            back()
        for who, address in pages:
            began = time.monotonic()
            statuses.add(who.get(address, follow=True).status_code)
            slowest = max(slowest, time.monotonic() - began)
        statuses.add(client.post("/accounts/login/code/", {"email": f"x{round_number}@example.org"}).status_code)
        told = client.get("/readyz")
        assert told.status_code == 200
        assert ("cache" in told.json()["degraded"]) == (8 <= round_number < 16)
    assert statuses <= {200, 302}
    assert slowest < 2


def test_many_threads_lose_nothing_but_what_was_kept(redis):
    def hammer(number):
        cache = caches.create_connection("default")
        for at in range(400):
            cache.set(f"{number}-{at}", at)
            cache.get(f"{number}-{at - 1}")
            cache.add(f"{number}-{at}-n", 1)
        return True

    with ThreadPoolExecutor(6) as pool:
        running = [pool.submit(hammer, number) for number in range(6)]
        time.sleep(0.05)
        redis.stop()
        time.sleep(0.2)
        redis.start()
        assert all(one.result(timeout=30) for one in running)


def test_limits_hold_in_each_process(redis, settings, alva):
    settings.ACCOUNT_RATE_LIMITS = {"post": "3/m/user"}

    def spent():
        for number in range(10):
            try:
                spend(user=alva, action="post")
            except TooOften:
                return number
        return 10

    assert spent() == 3
    redis.stop()
    assert spent() == 3
    assert spent() == 0
