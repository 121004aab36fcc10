"""What things of the catalogue are called: for screens and commands alike."""
