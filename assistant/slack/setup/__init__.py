"""What administrators set up: settings, the app's manifest, tokens, several workspaces.

Every room of the bot may import it. It imports nothing of the bot.
"""
