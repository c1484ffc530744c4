"""Faults: builds and writers that are killed, files that are damaged, disks that are full. See docs/reliability.md."""
