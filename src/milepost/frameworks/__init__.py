"""Specifications: imported with a plan, corrected beside their source, published as immutable versions.

Words: an *import* is a document on its way to becoming a specification; a *specification* is one published version,
with a digest, that learners are pinned to. Imported text stays inside its centre unless it is marked own or open.
May touch `people`, `base` and the engine.
"""
