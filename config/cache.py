"""A cache in Redis, and in the memory of each process while Redis is away."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

# Seconds. A page waits no longer than this for what only makes it quicker.
CONNECTING, ANSWERING = 0.2, 0.5
# Seconds in which nobody asks a Redis that was away.
LEFT_ALONE = 2.0


class FallbackCache(BaseCache):
    """As Django's cache in Redis. While it cannot be reached, each process keeps what it is given and counts by itself.

    What was kept in one of the two is not known to the other: limits begin anew in each process, and what waited for a
    new sign-in is there again with Redis.
    """

    # When Redis may be asked again, by its address, for all threads of the process.
    _back_at: ClassVar[dict[str, float]] = {}

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        connection = {
            "socket_connect_timeout": CONNECTING,
            "socket_timeout": ANSWERING,
            # Once more at once: a connection that was kept may be one that Redis closed.
            "retry": Retry(NoBackoff(), 1),
        }
        self._server = server
        self._redis = RedisCache(server, params | {"OPTIONS": connection | params.get("OPTIONS", {})})
        self._memory = LocMemCache(server, params)

    @property
    def is_away(self) -> bool:
        """Whether Redis cannot be reached right now. Asks it."""
        if self._server in self._back_at:
            self._back_at[self._server] = 0.0
        self.has_key("away")
        return self._server in self._back_at

    def _either(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if self._back_at.get(self._server, 0.0) <= time.monotonic():
            try:
                answer = getattr(self._redis, name)(*args, **kwargs)
            except (RedisError, OSError):
                self._back_at[self._server] = time.monotonic() + LEFT_ALONE
            else:
                if self._back_at.pop(self._server, None) is not None:
                    # What was kept here meanwhile is older than what others keep there by now.
                    self._memory.clear()
                return answer
        return getattr(self._memory, name)(*args, **kwargs)


def _through(name: str) -> Callable[..., Any]:
    def method(self: FallbackCache, *args: Any, **kwargs: Any) -> Any:
        return self._either(name, *args, **kwargs)

    method.__name__ = name
    return method


for _name in (
    *("add", "get", "set", "touch", "delete", "incr", "has_key", "clear"),
    *("get_many", "set_many", "delete_many"),
):
    setattr(FallbackCache, _name, _through(_name))
