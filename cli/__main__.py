"""`python -m cli`: the command `kabarchy`."""

from cli import main

main()
