"""Whether a Redis keeps what it is told: what it should be set to for a class, and what is lost otherwise."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from redis.exceptions import ResponseError

from course.language import N_, _

if TYPE_CHECKING:
    from redis.asyncio import Redis

_WANTED: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "appendonly": (
        lambda value: value == "yes",
        N_("Redis keeps classes in memory only. When it stops, they are gone. Set “appendonly yes” in its settings."),
    ),
    "appendfsync": (
        lambda value: value == "always",
        N_(
            "Redis says that a vote is kept before it is on disk. When its machine stops, the last votes are gone. "
            "Set “appendfsync always” in its settings."
        ),
    ),
    "maxmemory-policy": (
        lambda value: not value.startswith("allkeys"),
        N_("Redis may throw classes away when its memory is full. Set “maxmemory-policy noeviction” in its settings."),
    ),
}


async def warnings_of(redis: "Redis") -> tuple[str, ...]:
    """What should be set otherwise, a short paragraph each; () where all is well. Raises RedisError.

    Where Redis doesn't tell its settings, as with many that are rented, one sentence says what to look after.
    """
    try:
        found = {name: str((await redis.config_get(name)).get(name)) for name in _WANTED}
    except ResponseError:
        await redis.ping()
        return (
            _(
                "Redis doesn't say how it is set up. See to it that it keeps what it is told: "
                "“appendonly yes” and “appendfsync always”."
            ),
        )
    return tuple(_(sentence) for name, (is_well, sentence) in _WANTED.items() if not is_well(found[name]))
