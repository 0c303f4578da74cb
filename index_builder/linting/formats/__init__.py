"""How findings are written, one form a file: each a pure function of an outcome."""
