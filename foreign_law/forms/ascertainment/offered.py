"""Every act that the areas offer on the desk, in the order in which the buttons stand."""

from __future__ import annotations

from foreign_law.forms.ascertainment.acts import ActForm
from foreign_law.forms.ascertainment.asking_offered import OFFERED as ASKING
from foreign_law.forms.ascertainment.hearing_offered import OFFERED as HEARING
from foreign_law.forms.ascertainment.judging_offered import OFFERED as JUDGING
from foreign_law.forms.ascertainment.papers_offered import OFFERED as PAPERS
from foreign_law.forms.ascertainment.routing_offered import OFFERED as ROUTING

OFFERED: tuple[ActForm, ...] = (*ASKING, *ROUTING, *HEARING, *JUDGING, *PAPERS)


def offered() -> tuple[ActForm, ...]:
    """All of them."""
    return OFFERED
