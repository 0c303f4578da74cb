"""Writing to an index folder so that a crash spoils nothing: publish, lock, cache, go back.

Every room that writes imports it. It imports `index`.
"""
