"""How fast it is: one script a figure, each beside its yardstick."""
