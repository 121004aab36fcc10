"""Parts of screens, each usable alone in a test app."""
