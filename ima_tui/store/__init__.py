"""What is kept on disk: the ledger of tasks, product lists, unsettled requests, folders."""
