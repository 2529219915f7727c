"""What reading a spreadsheet out of an XLSX file may fail with, for every room that reads one."""

import zipfile
import zlib
from decimal import InvalidOperation

from openpyxl.utils.exceptions import InvalidFileException

# A workbook is a bag of XML from anywhere: cut off, half rewritten, encrypted. Broken XML comes as a SyntaxError, a bag with a
# password as a RuntimeError, a cell that lies about itself as almost anything.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    TypeError,
    AttributeError,
    SyntaxError,
    RuntimeError,
    OverflowError,
    InvalidOperation,
)
