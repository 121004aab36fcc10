"""The catalogue: pure functions from product lists to forms, prices and create bodies.

Nothing here reads the network, the clock or the user's files. The only I/O is reading the data
files packaged beside this module.
"""
