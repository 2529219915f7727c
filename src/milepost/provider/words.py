"""Kinds of what is shown, who scores, and the names of what happens to a standard that is held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

STANDARD_HELD = "provider.standard.held"
EDITION_MOVED = "provider.edition.moved"
DAY_SET = "provider.day.set"
STATEMENT_WRITTEN = "provider.statement.written"
TEXT_PASTED = "provider.text.pasted"
EVIDENCE_SHOWN = "provider.evidence.shown"
EVIDENCE_PLACED = "provider.evidence.placed"
EVIDENCE_TAKEN_AWAY = "provider.evidence.taken_away"
MAPPING_BROUGHT = "provider.mapping.brought"
MAPPING_TAKEN_OUT = "provider.mapping.taken_out"
PEER_INVITED = "provider.peer.invited"
PEER_TAKEN_BACK = "provider.peer.taken_back"
SECTION_COMMENTED = "provider.section.commented"
PEER_FINISHED = "provider.peer.finished"
PEER_WENT_ON = "provider.peer.went_on"
INDICATOR_SCORED = "provider.indicator.scored"
APPLICATION_FROZEN = "provider.application.frozen"


class ShownKind(models.TextChoices):
    """What a piece of evidence is."""

    SENTENCE = "sentence", _("a sentence")
    FILE = "file", _("a file")
    MEASURE = "measure", _("a live measure")


class Stage(models.TextChoices):
    """Whose score it is. They are kept apart."""

    SELF = "self", _("self-assessment")
    PEER = "peer", _("a peer's assessment")
    MODERATION = "moderation", _("moderation")
