"""`python -m milepost.cli` is `milepost`."""

import sys

from milepost.cli import main

sys.exit(main())
