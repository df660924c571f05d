"""The command `kabarchy`."""
