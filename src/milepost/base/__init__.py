"""The floor: clock, actors, the journal of events, refusals, files, jobs and sentences; nothing of the trade.

Words: an *actor* is who acts, with the name it had then; an *event* is something that happened, in a *stream* of its
own; a *stored file* is bytes that never change. May touch nothing of ours but the engine.
"""
