"""What keeps strangers out: what browsers may do with our pages, and how often one may try."""
