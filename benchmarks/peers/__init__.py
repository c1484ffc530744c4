"""Libraries that people would take instead, each set up as its own documentation recommends; one module a peer."""
