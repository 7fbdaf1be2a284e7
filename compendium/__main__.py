"""`python -m compendium` is the command `compendium`."""

from compendium.cli.entry import main

if __name__ == "__main__":
    main()
