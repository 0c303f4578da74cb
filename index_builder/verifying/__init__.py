"""Is what is published what was published, and does the content still say so?"""
