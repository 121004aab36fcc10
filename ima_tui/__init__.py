"""IMA TUI: a terminal client for generative media with IMA Studio's Open API."""

__version__ = "0.1.0"
