"""What ``make pictures`` asks a demonstration: where its records are, and a session of each who looks at them."""

from __future__ import annotations

from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment.lifecycle import CLOSED, POSITIONS
from portal.identity.models import User
from service_of_process.models import ServiceMatter
from service_of_process.rules.lifecycle import PROPOSED_SERVED
from tests.support.portal_call import sessions_of

#: Who looks: the addressee of the matter of service, a party who is being heard, the judge.
ADDRESSEE, PARTY, JUDGE = "tenant@demo.example", "party@demo.example", "judge@demo.example"


def records() -> dict[str, dict[str, str]]:
    """``paths``: where each record stands, without language; ``people``: who looks at it; ``sessions`` of these people.

    :raises DoesNotExist: no demonstration was loaded here.
    """
    matter = ServiceMatter.objects.get(state=PROPOSED_SERVED)
    heard = AscertainmentRequest.objects.get(state=POSITIONS)
    finished = AscertainmentRequest.objects.get(state=CLOSED)
    return {
        "paths": {
            "service": f"service/{matter.reference}/",
            "ascertainment": f"law/ascertainment/{heard.reference}/",
            "ascertainment-desk": f"/staff/ascertainment/inspect/{finished.pk}/",
        },
        "people": {"service": ADDRESSEE, "ascertainment": PARTY, "ascertainment-desk": JUDGE},
        "sessions": sessions_of([ADDRESSEE, PARTY, JUDGE]),
    }


def judge_reads(language: str) -> str:
    """The back office speaks the language of the account: set it for the judge; gives the one before."""
    judge = User.objects.get(email=JUDGE)
    before, judge.language = judge.language, language
    judge.save(update_fields=["language"])
    return str(before)
