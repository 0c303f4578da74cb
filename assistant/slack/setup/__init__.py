"""What administrators set up: settings, the app's manifest, tokens, several workspaces.

Every other room of the bot may import it; it imports none of them.
"""
