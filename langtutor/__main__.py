"""`python -m langtutor`."""

import sys

from langtutor.cli import main

if __name__ == "__main__":
    sys.exit(main())
