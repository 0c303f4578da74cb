"""What Slack sends, one kind a file; each registers itself and hands over at once."""
