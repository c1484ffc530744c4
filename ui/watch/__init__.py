"""What the server tells those who run it: a log of JSON lines, and figures for Prometheus."""
