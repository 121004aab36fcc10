"""Names and messages in words, for screens and commands alike."""
