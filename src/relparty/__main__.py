"""Runs the command line as `python -m relparty`."""

from relparty.cli.main import main

main()
