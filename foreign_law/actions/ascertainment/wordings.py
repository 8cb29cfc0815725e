"""What stands in the record in Chinese, said in the language beside it, with who translated it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import F, locked, record
from foreign_law.documents.ascertainment.subject import digest_of
from foreign_law.models import Wording
from portal.audit.actors import Actor

ENTERED = F + "wording_entered"


@transaction.atomic
def enter_wordings(
    *, actor: Actor, at: datetime, request_id: UUID, language: str, translator: str,
    entries: Mapping[str, tuple[str, str]],
) -> int:  # fmt: skip
    """Wordings by part, each with the Chinese text it renders: (Chinese, wording). Unchanged ones stay.

    Returns how many were entered anew.

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: at ``translator``, nobody answers for the translation.
    """
    request = locked(actor, at, ENTERED, request_id)
    who = translator.strip()
    changed = 0
    for part, (chinese, text) in entries.items():
        said, digest = text.strip(), digest_of(chinese.strip())
        held = Wording.objects.filter(
            request=request, part=part, language=language, superseded_at=None
        ).first()
        if not said or (held is not None and (held.text, held.source_digest) == (said, digest)):
            continue
        if not who:
            raise ValidationError({"translator": _("Say who answers for the translation.")})
        if held is not None:
            held.superseded_at = at
            held.save()
        Wording.objects.create(
            request=request, part=part, language=language, text=said, source_digest=digest, translator=who,
            entered_at=at, entered_by=actor.key,
        )  # fmt: skip
        changed += 1
    if changed:
        record(ENTERED, actor=actor, at=at, request=request, facts={"language": language, "count": changed})
    return changed
