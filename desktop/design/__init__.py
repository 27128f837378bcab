"""The engineer's procedure: design(project, catalog) -> Design."""
