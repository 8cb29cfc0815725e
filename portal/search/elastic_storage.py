"""Where an index lies in the cluster: builds beside each other, an alias that names the one in use.

<prefix><name>                                alias, exchanged in one step
<prefix><name>-<schema>-<moment>-<mark>       a build; its `_meta` holds the analysis and the number of the commit
"""

from __future__ import annotations

import logging
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any

from portal.search.elastic_cluster import WRITE_SECONDS, Cluster, Missing
from portal.search.elastic_schema import SETTINGS, mappings
from portal.search.engine import SearchError

log = logging.getLogger(__name__)

STALE_SECONDS = 24 * 3600
"""A build that was begun so long ago and is not in use was abandoned by a process that died."""
_BUILD = re.compile(r"-[0-9a-z.]+-[0-9a-z]+-(\d{14})-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Held:
    """The build in use: its name, the analysis it was made with, the number of its last commit."""

    index: str
    schema: str
    commit: int


def build_name(alias: str, schema: str) -> str:
    moment = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    return f"{alias}-{re.sub('[^0-9a-z.-]', '.', schema.lower())}-{moment}-{uuid.uuid4().hex[:8]}"


def create(cluster: Cluster, alias: str, schema: str, *, in_use: bool = False) -> str:
    """A new empty build aside; with `in_use` it bears the alias from the beginning."""
    index = build_name(alias, schema)
    aliases: dict[str, Any] = {alias: {}} if in_use else {}
    cluster.ask(
        lambda client: client.indices.create(
            index=index, settings=SETTINGS, mappings=mappings(schema), aliases=aliases
        ),
        seconds=WRITE_SECONDS,
    )
    return index


def current(cluster: Cluster, alias: str) -> Held | None:
    """The build in use; None when nothing was built. Raises `SearchError` where the name means something else."""
    try:
        found = cluster.ask(lambda client: client.indices.get_mapping(index=alias)).body
    except Missing:
        return None
    if len(found) != 1 or alias in found:
        raise SearchError(f"{alias} is not the alias of one index of ours")
    ((index, held),) = found.items()
    meta = held.get("mappings", {}).get("_meta", {})
    return Held(index, str(meta.get("schema", "")), int(meta.get("commit", 0)))


def stamp(cluster: Cluster, held: Held, commit: int) -> None:
    """Write the number of the commit into the index."""
    meta = {"schema": held.schema, "commit": commit}
    cluster.ask(lambda c: c.indices.put_mapping(index=held.index, meta=meta), seconds=WRITE_SECONDS)


def refresh(cluster: Cluster, index: str) -> None:
    """Make what was written visible, together."""
    cluster.ask(lambda client: client.indices.refresh(index=index), seconds=WRITE_SECONDS)


def bearers(cluster: Cluster, alias: str) -> list[str]:
    """The indexes that bear the alias: one, or none."""
    try:
        return sorted(cluster.ask(lambda client: client.indices.get_alias(name=alias)).body)
    except Missing:
        return []


def point_to(cluster: Cluster, alias: str, index: str, *, grace: float) -> None:
    """Give the alias to a build in one step, and remove those before it.

    What cannot be removed stays for a later rebuild: the exchange is done, and nothing may undo it.

    :param grace: seconds in which searches that are under way in the index before may end.
    """
    before = [name for name in bearers(cluster, alias) if name != index]
    actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": alias}}]
    actions += [{"remove": {"index": name, "alias": alias}} for name in before]
    cluster.ask(lambda client: client.indices.update_aliases(actions=actions), seconds=WRITE_SECONDS)
    try:
        if before:
            time.sleep(grace)
        for name in (*before, *_abandoned(cluster, alias, index)):
            discard(cluster, name)
    except SearchError as error:
        log.warning("a build that is not used any more was not removed: %s", error)


def settle(cluster: Cluster, alias: str, made: str) -> None:
    """Give way with an empty build made for the first change, when another process made one at the same moment."""
    if bearers(cluster, alias) != [made]:
        discard(cluster, made)


def discard(cluster: Cluster, index: str) -> None:
    """Remove a build; it may be gone already."""
    try:
        cluster.ask(lambda client: client.indices.delete(index=index), seconds=WRITE_SECONDS)
    except Missing:
        return


def discard_unused(cluster: Cluster, index: str) -> None:
    """Remove a build unless it bears an alias: a rebuild that breaks after the exchange has not failed."""
    try:
        found = cluster.ask(lambda client: client.indices.get_alias(index=index)).body
    except Missing:
        return
    if not found.get(index, {}).get("aliases"):
        discard(cluster, index)


def _abandoned(cluster: Cluster, alias: str, index: str) -> list[str]:
    """Builds of this name that no alias bears and that nobody can be building any more."""
    found = cluster.ask(lambda client: client.indices.get_alias(index=f"{alias}-*")).body
    oldest = time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() - STALE_SECONDS))
    names = []
    for name, held in found.items():
        build = _BUILD.fullmatch(name.removeprefix(alias))
        if build and name != index and not held.get("aliases") and build.group(1) < oldest:
            names.append(name)
    return names


def units(cluster: Cluster, index: str) -> int:
    """How many units the build shows."""
    return int(cluster.ask(lambda client: client.count(index=index))["count"])


def size(cluster: Cluster, index: str) -> int:
    """Bytes of a build on disk, copies left out."""
    found = cluster.ask(lambda client: client.indices.stats(index=index, metric=["store"])).body
    return int(found["_all"]["primaries"]["store"]["size_in_bytes"])
