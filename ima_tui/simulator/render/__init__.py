"""Makes the media files: each from its plan alone, so the same plan makes the same file."""
