"""What is read, a module for each resource."""
