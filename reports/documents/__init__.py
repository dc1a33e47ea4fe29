"""Documents: what stands on the paper, made from the order alone."""
