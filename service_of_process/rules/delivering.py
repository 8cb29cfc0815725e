"""Handing documents over: to whom they may be left, and which channel needs an authority to receive."""

from __future__ import annotations

from service_of_process.rules import channels

#: 2009 Provisions art. 11: the recipient in the Mainland, its legal representative, principal, agent in the proceedings,
#: representative office, and a branch or business agent that is authorised to receive.
MAY_BE_LEFT: frozenset[str] = frozenset({
    channels.PERSONAL, channels.AGENT, channels.REPRESENTATIVE_OFFICE, channels.BRANCH, channels.BUSINESS_AGENT,
    channels.LEAVING,
})  # fmt: skip
#: Leaving is lawful there only with an authority to receive.
LEFT_ONLY_IF_AUTHORISED: frozenset[str] = frozenset({channels.BRANCH, channels.BUSINESS_AGENT})
#: The documents go to the addressee itself, or to somebody who receives for it.
TO_THE_ADDRESSEE: frozenset[str] = frozenset({channels.PERSONAL, channels.LEAVING})


def may_be_left(channel: str, *, is_authorised: bool | None, place: str | None) -> bool:
    """Whether the documents of a leg may be left (留置, 2009 art. 11).

    ``is_authorised``: of the contact, None where nobody asked. ``place``: of the address of the leg ("CN" for the
    Mainland), None where the leg has no address of its own.
    """
    if channel not in MAY_BE_LEFT or place not in (None, "CN"):
        return False
    return is_authorised is True or channel not in LEFT_ONLY_IF_AUTHORISED
