"""What a place has decided about people's work: each rule with its source, inherited, dated."""
