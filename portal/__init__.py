"""The ground floor: what every module needs. It imports no module."""
