"""Workflows: plans of several steps, priced, confirmed as a whole, run so that nothing is lost."""
