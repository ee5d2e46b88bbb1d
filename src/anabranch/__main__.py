"""`python -m anabranch`: the same as the `anabranch` command."""

from anabranch.cli.start import main

if __name__ == "__main__":
    main()
