"""The pages people look at: windows, terminals, and the frame around them."""
