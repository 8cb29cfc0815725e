"""Messages passed on to a mediator: her address is not shown, the text is not kept in the log."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mediation_registry.models import Registrant
from mediation_registry.queries.public_profile import public_profile
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.actors import users_by_key
from portal.identity.permissions import PermissionRefused, require
from portal.notices import outbox

RELAYED = "mediation_registry.message_relayed"


@transaction.atomic
def relay(*, actor: Actor, at: datetime, registrant_id: UUID, text: str) -> None:
    """Pass a message on by notice and e-mail; the sender's address stands in it for the answer.

    :raises PermissionRefused: no account, or the mediator does not take messages.
    :raises ValidationError: there is no account to deliver it to, or the text is empty.
    """
    require(actor, RELAYED)
    registrant = Registrant.objects.select_related("person__user").filter(pk=registrant_id).first()
    if registrant is None or not public_profile(registrant, timezone.localdate(at)).takes_messages:
        raise PermissionRefused(RELAYED)
    sender = users_by_key([actor.key]).get(actor.key)
    user = registrant.person.user
    if sender is None:
        raise PermissionRefused(RELAYED)
    if user is None or not user.is_active:
        raise ValidationError(_("This mediator cannot be reached through the portal at present."))
    if not text.strip():
        raise ValidationError({"text": _("Write a message first.")})
    name = sender.person.name_for(user.language) if hasattr(sender, "person") else ""
    audit.record(
        act=RELAYED, actor=actor, at=at, subject=(registrant._meta.label, str(registrant.pk)),
        chain=registrant.chain, facts={"register_no": registrant.register_no},
    )  # fmt: skip
    outbox.queue(
        kind="mediation_registry.message",
        recipient=outbox.Recipient(key=f"user:{user.pk}", email=user.email, language=user.language),
        context={"sender": name or sender.email, "reply_to": sender.email, "text": text.strip()},
        dedupe=f"{RELAYED}|{actor.key}|{at.isoformat()}",
        at=at,
    )  # fmt: skip
