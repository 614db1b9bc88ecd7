"""Programs that show gnomon at work; each folder is one, and its files are meant to be read and copied."""
