"""The staff panel: what a clerk with a number and a PIN sees and does. Nothing in it can rate."""
