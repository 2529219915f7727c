"""Bytes that never change, kept under their SHA-256, and how they come in.

Words: to *store* is to put bytes safely on disk and then to say so in a row; a *kind* is the media type that the bytes
themselves show; an *upload* is a file on its way in, which may be cut off and goes on. Bytes without a row may be left
behind by a crash; a row without its bytes never.
"""

from milepost.base.files.kinds import why_not_file
from milepost.base.files.storage import from_form, path_of, store, stored_file
from milepost.base.files.uploads import begin, drop, receive, received, upload_of

__all__ = ["begin", "drop", "from_form", "path_of", "receive", "received", "store", "stored_file", "upload_of", "why_not_file"]
