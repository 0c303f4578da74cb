"""Writing to an index folder so that a crash damages nothing: publish, lock, cache, roll back.

Every room that writes imports it. It imports `index`.
"""
