"""The two databases behind one small contract: `session` says what, `sqlite` and `postgres` how."""
