"""Who is watched: one file a source."""
