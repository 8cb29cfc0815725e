"""The bell of a process: streams wait here, without a database connection, until their room has a new event.

Whoever writes an event rings after commit. One watcher for each process looks at the table every half second in any
case, for all rooms that somebody waits for, so that an event of another process is never missed; Redis, where there is
one, only makes that quicker.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection

from portal.rooms.models import Room

logger = logging.getLogger(__name__)
LOOK_SECONDS = 0.5
CHANNEL = "portal.rooms"


def last_numbers(rooms: Collection[UUID]) -> dict[UUID, int]:
    """The number of the last event of each of these rooms; one query."""
    return dict(Room.objects.filter(pk__in=rooms).values_list("pk", "last_sequence"))


class Bell:
    """Wakes the streams of one process. ``look`` asks the table; ``interval`` is the time between two looks."""

    def __init__(
        self,
        look: Callable[[Collection[UUID]], Mapping[UUID, int]] = last_numbers,
        interval: float = LOOK_SECONDS,
    ) -> None:
        self._look, self._interval = look, interval
        self._heard = threading.Condition()
        self._waiting: Counter[UUID] = Counter()
        self._numbers: dict[UUID, int] = {}
        self._watcher: threading.Thread | None = None
        self._listener: threading.Thread | None = None

    def ring(self, room: UUID, number: int) -> None:
        """The room's last event has this number now."""
        with self._heard:
            if self._waiting[room] and number > self._numbers.get(room, 0):
                self._numbers[room] = number
                self._heard.notify_all()

    def wait(self, room: UUID, known: int, seconds: float) -> bool:
        """Wait until the room has an event above ``known``; false when the time is over first."""
        end = time.monotonic() + seconds
        with self._heard:
            self._waiting[room] += 1
            self._keep_watch()
            try:
                while self._numbers.get(room, 0) <= known:
                    left = end - time.monotonic()
                    if left <= 0:
                        return False
                    self._heard.wait(left)
                return True
            finally:
                self._waiting[room] -= 1
                if not self._waiting[room]:
                    del self._waiting[room]
                    self._numbers.pop(room, None)

    def _keep_watch(self) -> None:
        if self._watcher is None or not self._watcher.is_alive():
            self._watcher = threading.Thread(target=self._watch, name="rooms-watcher", daemon=True)
            self._watcher.start()
        if settings.REDIS_URL and (self._listener is None or not self._listener.is_alive()):
            self._listener = threading.Thread(target=self._listen, name="rooms-listener", daemon=True)
            self._listener.start()

    def _watch(self) -> None:
        """Look at the table while somebody waits; end, and give the connection back, when nobody does."""
        try:
            while True:
                with self._heard:
                    rooms = list(self._waiting)
                    if not rooms:
                        self._watcher = None
                        return
                self._look_once(rooms)
                time.sleep(self._interval)
        finally:
            connection.close()

    def _look_once(self, rooms: list[UUID]) -> None:
        try:
            found = self._look(rooms)
        except DatabaseError:
            logger.warning("the rooms' events could not be looked at; trying again", exc_info=True)
            connection.close()
            return
        for room, number in found.items():
            self.ring(room, number)

    def _listen(self) -> None:
        """Hear what other processes announce; when Redis fails, the next stream to wait begins anew."""
        from redis import Redis
        from redis.exceptions import RedisError

        try:
            with Redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True) as heard:
                heard.subscribe(CHANNEL)
                for message in heard.listen():
                    room, _space, number = message["data"].decode().partition(" ")
                    self.ring(UUID(room), int(number))
        except (RedisError, ValueError):
            logger.warning("announcements of the rooms are not heard; the table is looked at", exc_info=True)


bell = Bell()


@cache
def _redis(url: str) -> Any:
    """One client with its pool for each process."""
    from redis import Redis

    return Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)


def announce(room: UUID, number: int) -> None:
    """Ring in this process and, where there is Redis, in the others. Called after commit; never raises."""
    bell.ring(room, number)
    if not settings.REDIS_URL:
        return
    from redis.exceptions import RedisError

    try:
        _redis(settings.REDIS_URL).publish(CHANNEL, f"{room} {number}")
    except RedisError:
        logger.warning("an event of a room was not announced; other processes find it in the table")
