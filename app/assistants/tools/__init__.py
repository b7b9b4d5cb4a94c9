"""The tools, one file each: what it takes, what it answers, and which requests that takes."""
