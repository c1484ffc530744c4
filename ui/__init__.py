"""The web chat: ask, read the answer, see the cited sentence in its place."""
