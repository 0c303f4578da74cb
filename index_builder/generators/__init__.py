"""What each site generator makes of a content folder: its settings, its pages, their addresses."""
