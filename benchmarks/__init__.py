"""Speed and baselines, always beside a peer in the same run."""
