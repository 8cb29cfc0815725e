"""People, their papers and licences, courts and authorities, offices and roles."""
