"""The portal beside its yardsticks: ratios measured in one run, because seconds of another machine tell nothing."""
