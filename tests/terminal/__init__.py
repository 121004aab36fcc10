"""The app in a real terminal: started by its own commands, driven by keys, read off the screen."""
