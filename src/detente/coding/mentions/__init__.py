"""Who is meant: names, roles, pronouns, joint mentions."""
