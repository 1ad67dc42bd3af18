"""The reform scorecard: what was promised, what became of it, and according to whom."""
