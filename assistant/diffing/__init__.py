"""What changed from one generation of the index to another, for editors and reviewers."""
