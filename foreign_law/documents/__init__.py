"""What foreign law gives out: papers of ascertainment, the term base, model clauses."""
