"""Every act that the areas offer on the desk, in the order in which the buttons stand."""

from __future__ import annotations

from service_of_process.forms.acts import ActForm
from service_of_process.forms.channels_offered import OFFERED as CHANNELS
from service_of_process.forms.electronic_offered import OFFERED as ELECTRONIC
from service_of_process.forms.entrusted_offered import OFFERED as ENTRUSTED
from service_of_process.forms.following_offered import OFFERED as FOLLOWING
from service_of_process.forms.judging_offered import OFFERED as JUDGING
from service_of_process.forms.papers_offered import OFFERED as PAPERS
from service_of_process.forms.planning_offered import OFFERED as PLANNING

OFFERED: tuple[ActForm, ...] = (
    *PLANNING, *ENTRUSTED, *CHANNELS, *ELECTRONIC, *JUDGING, *FOLLOWING, *PAPERS,
)  # fmt: skip


def offered() -> tuple[ActForm, ...]:
    """All of them."""
    return OFFERED
