"""Items that are drawn with a painter: shapes that the software renderer has no node for."""
