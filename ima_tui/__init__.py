"""IMA TUI: a terminal client for generative media with IMA Studio's Open API."""

__version__ = "1.0.0"
