"""Lists that are brought in: a file becomes a table, the table a plan, and the plan, once somebody says so, is carried out.

A *table* is what stands in the file, as text (`tables`, `workbooks`, `ilr`). `columns` says which column means what, `values`
what a cell says, and `planning` what would become of each line: it asks nothing, `known` has asked before. `carrying_out` does
it line by line through the ordinary acts. Reasons are data; `sentences` puts them into words.
"""

from milepost.portfolios.intake.reading import read
from milepost.portfolios.intake.table import Line, Table

__all__ = ["Line", "Table", "read"]
