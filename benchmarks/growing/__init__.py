"""The parts of `benchmarks/growth.py`: a report as long as wanted, and what is measured of it."""
