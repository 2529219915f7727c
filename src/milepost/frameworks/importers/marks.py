"""How the points of a list are marked: with numbers, letters or small Roman numerals."""

import re

LISTED = re.compile(r"^(\d{1,2})[.):]?\s+(\S.*)$")
LETTERED = re.compile(r"^[(（]?([a-z]|i{1,3}|iv|vi{0,3})(?:[.)）]?\s+|[)）](?=[\u3040-\u9fff]))(\S.*)$")
BARE_LETTER = re.compile(r"\(?([a-z])[.)]")
IN_COLUMN = re.compile(r"^\(?([A-Za-z]|[ivx]{1,5}|\d{1,2})(?:[.):]{1,2}\s+|\s+(?=[A-Z]))(\S.*)$")
BEGUN = re.compile(r"^\(?(?:a|A|i)[.)]\s")  # the first criterion of an outcome whose criteria have letters
AIM_LISTED = re.compile(r"^([A-H])[.):]?\s+([A-Z]\S*\s.*)$")
