"""Exit codes of `kabarchy`."""

EXIT_NO = 1
"""Done, and the answer is no: nothing found, something is red, a check failed."""
EXIT_USAGE = 2
"""Wrong usage or configuration: nothing was begun."""
EXIT_FAILED = 3
"""It could not be done; the message says why."""
