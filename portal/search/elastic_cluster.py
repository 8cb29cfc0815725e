"""The cluster: one client with short patience, and the memory of its having been away.

Every request goes through `Cluster.ask`. What the server or the line cannot do becomes `SearchAway`, what the server
refuses in our question becomes `SearchError`; no exception of the client leaves this room.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from elastic_transport import BaseNode, TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError

from portal.search.engine import SearchAway, SearchError

SEARCH_SECONDS = 2.0
WRITE_SECONDS = 60.0
AWAY_SECONDS = 10.0
"""How long nobody asks again after the cluster did not answer: a page never waits for it twice."""
OUR_FAULT = frozenset({400, 404, 409, 413})
"""Answers that say something about the question and nothing about the cluster."""

_T = TypeVar("_T")


class Missing(SearchError):
    """What was asked for is not in the cluster."""


log = logging.getLogger(__name__)
for _name in ("transport", "node_pool"):  # a line for each request, and for each failure one more beside ours
    logging.getLogger(f"elastic_transport.{_name}").setLevel(logging.ERROR)


class Cluster:
    """A cluster under one address. Safe to share between threads."""

    def __init__(
        self,
        url: str,
        *,
        node_class: type[BaseNode] | None = None,
        patience: float = SEARCH_SECONDS,
        away_seconds: float = AWAY_SECONDS,
    ) -> None:
        more: dict[str, Any] = {"node_class": node_class} if node_class else {}
        self._client = Elasticsearch(
            url, request_timeout=patience, max_retries=1, retry_on_timeout=False, **more
        )
        self._clients: dict[float, Elasticsearch] = {}
        self.patience, self.away_seconds = patience, away_seconds
        self._lock = threading.Lock()
        self._away_until = float("-inf")
        self._reason = ""

    def ask(self, act: Callable[[Elasticsearch], _T], *, seconds: float | None = None) -> _T:
        """Do something with the client.

        :param seconds: how long each request may take; the patience of a search unless given.
        :raises SearchAway: the cluster does not answer, or did not a moment ago.
        :raises Missing: what was asked for is not there.
        :raises SearchError: it refused the question.
        """
        self._expect()
        try:
            answer = act(self._patient(seconds or self.patience))
        except NotFoundError as error:
            raise Missing(f"not there: {_words(error)}") from error
        except ApiError as error:
            if error.status_code not in OUR_FAULT:
                raise self._gone(f"{type(error).__name__} {error.status_code}") from error
            raise SearchError(f"the search cluster refused: {_words(error)}") from error
        except TransportError as error:
            raise self._gone(type(error).__name__) from error
        if self._reason:
            with self._lock:
                self._away_until, self._reason = float("-inf"), ""
            log.info("the search cluster answers again")
        return answer

    def _patient(self, seconds: float) -> Elasticsearch:
        """The client with this patience; made once, for it costs more than many a request's own work here."""
        client = self._clients.get(seconds)
        if client is None:
            client = self._clients[seconds] = self._client.options(request_timeout=seconds)
        return client

    def _expect(self) -> None:
        """One caller goes and asks again when the time is over; the others are told at once."""
        with self._lock:
            now = time.monotonic()
            if now < self._away_until:
                raise SearchAway(f"the search cluster is away: {self._reason}")
            if self._reason:
                self._away_until = now + self.away_seconds

    def _gone(self, reason: str) -> SearchAway:
        with self._lock:
            self._away_until, self._reason = time.monotonic() + self.away_seconds, reason
        log.warning("the search cluster is away: %s", reason)
        return SearchAway(f"the search cluster is away: {reason}")


def _words(error: ApiError) -> str:
    """Kind and reason as the server gives them; never the address."""
    body = error.body
    told = body.get("error") if isinstance(body, dict) else None
    if isinstance(told, dict):
        return f"{told.get('type')}: {str(told.get('reason'))[:300]}"
    return f"{type(error).__name__} {error.status_code}"
