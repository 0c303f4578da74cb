"""How each site generator reads a folder: its pages, their addresses, their anchors.

A generator is one folder and one line in `registry.py`. `reading`, `splitting` and the rooms above
import it. It imports `index` for its errors.
"""
