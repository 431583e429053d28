"""Reads an agenda that was pasted from Word, a mail, a spreadsheet or a slide. Plain text in, values out."""

from workshops.pasting.reading import LARGEST, MOST, MOST_LINES, Item, Reading, Unread, read

__all__ = ["LARGEST", "MOST", "MOST_LINES", "Item", "Reading", "Unread", "read"]
