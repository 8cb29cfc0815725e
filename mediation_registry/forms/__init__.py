"""What the register asks people: forms validate and save nothing. One file for each area."""
