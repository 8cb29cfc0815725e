"""Every write to a case: one function per act, seven beats each."""

from portal.cases.actions.addresses import confirm_address, withdraw_consent
from portal.cases.actions.authority import confirm_authority, end_authority, enter_authority, link_account
from portal.cases.actions.cases import assign, conclude, open_case, resume, stay
from portal.cases.actions.filings import file_exhibit, import_table
from portal.cases.actions.parties import add_party, succeed_party
from portal.cases.actions.rectification import rectify
from portal.cases.actions.representation import (
    add_representation,
    change_lawyer,
    end_for_power,
    end_representation,
)

__all__ = [
    "add_party",
    "add_representation",
    "assign",
    "change_lawyer",
    "conclude",
    "confirm_address",
    "confirm_authority",
    "end_authority",
    "end_for_power",
    "end_representation",
    "enter_authority",
    "file_exhibit",
    "import_table",
    "link_account",
    "open_case",
    "rectify",
    "resume",
    "stay",
    "succeed_party",
    "withdraw_consent",
]
