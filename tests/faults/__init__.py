"""What a builder and an index must survive, done to real processes and real files."""
