"""Record linkage: which entries of one or two lists are the same employer.

In the manner of Fellegi and Sunter. Each entry is brought to a normal form (`signs`, `names`). Pairs that share something
rare are compared (`blocking`), sign by sign: what agrees speaks for one employer by as many bits as it is unlikely by chance
in these lists, what differs speaks against (`weighing`). The sum decides: sure, to be asked, or two. Sure ones make groups
(`grouping`), unless something in a group contradicts. Every sign is kept, so that a person can be told why.
"""

from milepost.engine.linkage.grouping import Linkage, link
from milepost.engine.linkage.names import Name, folded, name_of
from milepost.engine.linkage.signs import Entry, Signs, signs_of
from milepost.engine.linkage.weighing import Match, Sign

__all__ = ["Entry", "Linkage", "Match", "Name", "Sign", "Signs", "folded", "link", "name_of", "signs_of"]
