"""Writing to an index folder so that a crash spoils nothing: published, locked, cached, gone back to.

Every room that writes imports it. It imports `index`.
"""
