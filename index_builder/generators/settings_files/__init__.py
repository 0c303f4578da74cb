"""Settings files read as plain data, never run: YAML, TOML, literals of JavaScript.

The generators and `reading` import it. It imports only the errors.
"""
