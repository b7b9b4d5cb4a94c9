"""Loading a bundle through the ledger: compared with what is there, judged whole, written in pieces."""
