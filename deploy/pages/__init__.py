"""Pictures of every page of the collector, in three sizes and both languages."""
