"""How ratings travel: the contract both ends share, and the agent that carries them."""
