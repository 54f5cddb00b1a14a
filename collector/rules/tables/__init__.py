"""The rules of each room, a module for each."""
