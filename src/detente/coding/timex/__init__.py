"""Time expressions: rules, spans, values, the date a narrative is at."""
