"""What terminals are told: settings inherited down the tree, notices, pictures, cards, PINs."""
