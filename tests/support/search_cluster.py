"""The cluster on which the engine for Elasticsearch is tested: a server named by ELASTICSEARCH_URL, else osmem-server.

osmem-server is an emulator: one program that answers like OpenSearch, in memory. Neither it nor OpenSearch knows the
media types of Elasticsearch's client or the header by which that client recognises Elasticsearch; `PlainNode` bridges
both. The portal itself speaks to Elasticsearch only.
"""

from __future__ import annotations

import atexit
import json
import os
import uuid
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from elastic_transport import HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT

from portal.search.elastic_cluster import Cluster
from portal.search.elastic_engine import ElasticEngine

VENDOR = "application/vnd.elasticsearch+"
PATIENCE = 20.0
"""Seconds for one request: the machine of a test run is busy with other tests."""


class PlainNode(Urllib3HttpNode):
    """Speaks plain JSON to a server and calls it Elasticsearch."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = DEFAULT,
    ) -> Any:
        plain = {name: _plain(value) for name, value in (headers or {}).items()}
        answer = super().perform_request(method, target, body, HttpHeaders(plain), request_timeout)
        told = HttpHeaders({**answer.meta.headers, "x-elastic-product": "Elasticsearch"})
        return answer._replace(meta=replace(answer.meta, headers=told))


def _plain(value: str) -> str:
    return value.replace(VENDOR, "application/").partition(";")[0] if VENDOR in value else value


@dataclass(frozen=True)
class Server:
    """Where the cluster is, what it is, and how it is spoken to."""

    url: str
    name: str
    node_class: type[Urllib3HttpNode] | None

    def cluster(self, **more: Any) -> Cluster:
        """A client of its own, patient unless told otherwise."""
        return Cluster(self.url, node_class=self.node_class, **{"patience": PATIENCE, **more})


def described() -> str:
    """One line for the head of a test run: which server the engine for Elasticsearch is tested with."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        return f"search cluster: {_introduced(url)[0]} at {url.rpartition('@')[2]}"
    if find_spec("osmem_server") is None:
        return "search cluster: none (no ELASTICSEARCH_URL, osmem-server is not installed); its tests are skipped"
    return f"search cluster: osmem-server {version('osmem-server')}, an emulator (no ELASTICSEARCH_URL)"


@lru_cache(maxsize=1)
def server() -> Server | None:
    """The one cluster of a test session; None when there is none to be had."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        name, of_the_family = _introduced(url)
        return Server(url, name, PlainNode if of_the_family else None)
    if find_spec("osmem_server") is None:
        return None
    started = start_emulator()
    atexit.register(started.close)
    return Server(started.url, "osmem-server", PlainNode)


@lru_cache(maxsize=1)
def _introduced(url: str) -> tuple[str, bool]:
    """Name and version of the server, and whether it is OpenSearch rather than Elasticsearch."""
    place = urlsplit(url)
    bare = place._replace(netloc=place.netloc.rpartition("@")[2]).geturl()
    request = Request(bare)
    if place.username:
        pair = f"{unquote(place.username)}:{unquote(place.password or '')}"
        request.add_header("Authorization", f"Basic {b64encode(pair.encode()).decode()}")
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            told = json.load(answer)["version"]
    except (OSError, ValueError, KeyError) as error:
        return f"a server that does not introduce itself ({type(error).__name__})", False
    family = told.get("distribution", "elasticsearch")
    return f"{family} {told.get('number', '')}", family != "elasticsearch"


def start_emulator(address: str | None = None) -> Any:
    """A fresh emulator with nothing in it, on a free port or at the address; its `close` ends it."""
    from osmem_server import OsmemServer

    return OsmemServer.start(japanese=False, addr=address)


@dataclass
class Scratch:
    """A corner of the cluster for one test: engines with names of their own, all removed at the end."""

    server: Server
    mark: str

    def engine(self, name: str = "law", **more: Any) -> ElasticEngine:
        return ElasticEngine(self.server.cluster(**more), f"{self.mark}{name}", grace=0.0)

    def indexes(self) -> Mapping[str, Any]:
        """Every index of this corner with its aliases."""
        found = self.server.cluster().ask(lambda client: client.indices.get_alias(index=f"{self.mark}*"))
        return dict(found.body)

    def clear(self) -> None:
        names = list(self.indexes())
        if names:
            self.server.cluster().ask(lambda client: client.indices.delete(index=names))


def scratch(of: Server) -> Scratch:
    return Scratch(of, f"t{uuid.uuid4().hex[:12]}-")


class Line:
    """The portal's line to the cluster, which a test can cut."""

    def __init__(self, monkeypatch: Any) -> None:
        self.cut = False
        real = Cluster.ask
        refused = Cluster("http://127.0.0.1:9", away_seconds=0.0)

        def ask(cluster: Cluster, act: Any, **more: Any) -> Any:
            return real(refused if self.cut else cluster, act, **more)

        monkeypatch.setattr(Cluster, "ask", ask)


def choose(corner: Scratch, settings: Any, monkeypatch: Any) -> None:
    """Have the portal search in this corner of the cluster, as its settings would."""
    from portal.search import engines

    settings.ELASTICSEARCH_URL = corner.server.url
    settings.ELASTICSEARCH_PREFIX = corner.mark
    monkeypatch.setattr(engines, "_cluster", lambda url: corner.server.cluster())
    monkeypatch.setattr("portal.search.elastic_engine.GRACE_SECONDS", 0.0)
