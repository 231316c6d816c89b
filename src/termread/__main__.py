"""Run termread as `python -m termread`."""

from termread.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
