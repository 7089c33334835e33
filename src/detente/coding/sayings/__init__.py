"""Who says so: quotation marks, cues, speakers, and what links them."""
