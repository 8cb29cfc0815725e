"""The cast of ascertainment: the portal's own, and whoever answers for a fictitious institute of law."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from foreign_law.actions.ascertainment.providers import bind_account, enter_provider
from foreign_law.models import LawProvider
from portal.audit.actors import Actor
from portal.cases.models import Case
from portal.identity.actors import actor_of, forget_actor
from portal.identity.models import User
from portal.identity.roles import Role
from portal.operations.demonstration import CASE_NUMBER, SINCE, Cast, open_cast_account

EXPERT = Cast(
    "law-expert",
    "zh-hant",
    {"zh-hant": "楊少峰（虛構）", "latin": "Yeung Siu Fung (fictitious)"},
    Role.EXPERT.value,
    "CN-GD-QH",
)
INSTITUTE = "虛構法律查明研究所"


def actor(local_part: str, at: datetime) -> Actor:
    """The actor behind an account of the cast, with the offices held at that moment."""
    user = User.objects.get(email=f"{local_part}@demo.example")
    forget_actor(user)
    return actor_of(user, at)


def paper(title: str, text: str = "") -> SimpleUploadedFile:
    """A text file that says what it stands for."""
    content = f"{title}（虚构，仅供演示）\n{text}\n".encode()
    return SimpleUploadedFile(f"{title}.txt", content, content_type="text/plain")


def the_case() -> Case:
    """The demonstration's case: Hong Kong against Macao, before Qianhai."""
    return Case.objects.get(court_number=CASE_NUMBER)


def institute(at: datetime) -> LawProvider:
    """The institute in the directory, with the account that answers for it."""
    found = LawProvider.objects.filter(name_zh_hant=INSTITUTE).first()
    if found is not None:
        return found
    expert = open_cast_account(EXPERT, at)
    clerk = actor("clerk", at)
    found = enter_provider(
        actor=clerk, at=at, kind="institution", name_zh_hant=INSTITUTE, name_zh_hans="虚构法律查明研究所",
        name_pt="Instituto Fictício de Averiguação do Direito", name_en="Fictitious Institute of Law", routes=[6],
        jurisdictions=["CN-HK", "CN-MO"], languages=["zh-hant", "pt", "en"], fields_of_law="合同法、家事法（虚构）",
        is_public=True,
    )  # fmt: skip
    bind_account(actor=clerk, at=at, provider_id=found.pk, email=expert.email, valid_from=SINCE)
    return found
