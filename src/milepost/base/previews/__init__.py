"""Files as something to look at: pages, a picture, paragraphs, tables, or sound and film in place.

Whatever opens a stranger's file runs in a process of its own (`drawing.py`), with limits on time and memory, so that a
broken or hostile file ends that process and nothing else. What it makes is kept under the file's SHA-256.
"""

from milepost.base.previews.cleaning import cleaned
from milepost.base.previews.covering import Box, covered
from milepost.base.previews.duration import duration
from milepost.base.previews.showing import WIDTHS, Block, Page, Preview, Table, image, prepare, preview

__all__ = ["WIDTHS", "Block", "Box", "Page", "Preview", "Table", "cleaned", "covered", "duration", "image", "prepare", "preview"]
