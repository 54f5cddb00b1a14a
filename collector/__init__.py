"""The collector: keeps copies of logs, and shows what follows from them."""
