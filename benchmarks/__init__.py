"""Speed and memory, as ratios to a named peer or a floor measured in the same run."""
