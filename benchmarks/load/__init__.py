"""Many visitors at once on a running server: how fast it answers, how long it stays well."""
