"""The local interface: queue and business systems ask for ratings by HTTP, and hear the outcome."""
