"""The page: a told story in the browser, from the store alone; nothing is read or coded here."""
