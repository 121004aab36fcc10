"""That the catalogue is exact: every price, every conflict, every body, told by another eye."""
