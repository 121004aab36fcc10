"""The engine: what happens to a task from the Run button to its saved files."""
