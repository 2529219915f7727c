"""How much is tried: `MILEPOST_TESTS=thorough make test` goes through every example, for the night; otherwise one of each kind."""

import os

THOROUGH = os.environ.get("MILEPOST_TESTS") == "thorough"
