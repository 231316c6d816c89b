"""`python -m termread.engine` is the child."""

from termread.engine.child import main

if __name__ == "__main__":
    main()
