"""Lists of words, written as a sentence each."""


def words(text):
    """The words of `text`, in order."""
    return tuple(text.split())
