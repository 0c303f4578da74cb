"""What an editor should mend: one rule a file, over the same reading and parse as the index."""
