"""What each worker runs: one file a worker, one a capability that has several engines. Imported in workers only."""
