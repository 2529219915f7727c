"""The product's own settings, on a data folder and a database that last as long as the tests.

`python -m tools.throwaway_pg` puts the tests on PostgreSQL; without it they run on SQLite, whatever the environment says.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "MILEPOST_TEST_HOME" not in os.environ:  # xdist's workers inherit the folder of the process that started them
    os.environ["MILEPOST_TEST_HOME"] = tempfile.mkdtemp(prefix="milepost-test-")
    atexit.register(shutil.rmtree, os.environ["MILEPOST_TEST_HOME"], ignore_errors=True)

# Never the data that a developer's own environment points to.
os.environ["MILEPOST_HOME"] = str(Path(os.environ["MILEPOST_TEST_HOME"]) / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ.update(SECRET_KEY="only for tests", EMAIL_URL="smtp://127.0.0.1:1", BASE_URL="http://localhost:8000", TIME_ZONE="Europe/London")
for name in ("ALLOWED_HOSTS", "BEHIND_TLS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "DEFAULT_FROM_EMAIL", "MILEPOST_DEMO"):
    os.environ.pop(name, None)
if os.environ.get("MILEPOST_TEST_VENDOR") != "postgresql":
    os.environ["DATABASE_URL"] = ""

from milepost.config.settings import *  # noqa: E402, F403
from milepost.config.settings import DATABASES, HOME, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MAIL_DOMAIN = "in.larkmoor.example"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: tests sign in often

DATABASES["default"]["CONN_MAX_AGE"] = 0  # a live server's threads would hold the test database open
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as users have it: in memory, threads would share one connection and never wait for one another.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
