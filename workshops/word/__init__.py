"""A session's agenda as a file for Word: one real table a day, with headings, a title and a language."""
