"""Addresses of materials and positions, for sides of a case, institutions and experts."""

from __future__ import annotations

from django.urls import path

from foreign_law.views.ascertainment import materials, positions

_OF = "ascertainment/<str:reference>/"
_MATERIAL = _OF + "material/<int:number>/"

urlpatterns = [
    path(_OF + "material/", materials.new, name="ascertainment_material_new"),
    path(_OF + "routes/<int:number>/material/", materials.new_for, name="ascertainment_material_for"),
    path(_MATERIAL, materials.material, name="ascertainment_material"),
    path(_MATERIAL + "complete/", materials.complete, name="ascertainment_material_complete"),
    path(_MATERIAL + "withdraw/", materials.withdraw, name="ascertainment_material_withdraw"),
    path(_MATERIAL + "law/", materials.law, name="ascertainment_law_new"),
    path(_MATERIAL + "law/<int:law>/", materials.law, name="ascertainment_law"),
    path(_MATERIAL + "law/<int:law>/strike/", materials.strike, name="ascertainment_law_strike"),
    path(_MATERIAL + "file/<str:which>/", materials.file, name="ascertainment_material_file"),
    path(_OF + "positions/", positions.positions, name="ascertainment_positions"),
    path(
        _OF + "positions/<uuid:position_id>/evidence/",
        positions.evidence,
        name="ascertainment_position_evidence",
    ),
    path(_OF + "findings/<uuid:shown_id>/rebut/", positions.rebut, name="ascertainment_rebut"),
    path(
        _OF + "rebuttals/<uuid:rebuttal_id>/evidence/",
        positions.rebuttal_evidence,
        name="ascertainment_rebuttal_evidence",
    ),
]
