"""Input that nobody meant to send: random, broken, huge and nested without end. See docs/reliability.md."""
