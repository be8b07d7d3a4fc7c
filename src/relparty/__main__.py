"""Runs the command line as `python -m relparty`."""

from relparty.cli.main import main

if __name__ == "__main__":  # a child process that is started afresh imports this module under another name
    main()
