"""The stand-in for the IMA service: a local server with its catalogue, checks, prices and media."""
