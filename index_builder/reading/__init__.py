"""A content folder into pages: the site's settings, safe reading, front matter, addresses."""
