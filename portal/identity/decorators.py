"""Marks for views of every room, kept with the doors of this one."""

from portal.identity.views.marks import second_factor_required, signed_in

__all__ = ["second_factor_required", "signed_in"]
