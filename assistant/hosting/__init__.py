"""What a process that goes on running shares: the generation it answers from, its HTTP server.

The bot and `serving` import it. It may import `answer` and what that imports.
"""
