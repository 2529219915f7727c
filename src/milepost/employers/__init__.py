"""The employer's journey: its file, who owns it, enquiries, contacts and meetings, needs and business issues, proposals.

Words: a *file* is what the centre keeps of one employer; a *juncture* is a place on the journey where somebody must answer for
the relationship; a *handover* asks the next owner, who accepts, or nothing changes; a *needs analysis* is the conversation that
yields *business issues*; a *proposal* deals with them. May touch what lies below: assurance, assessment, portfolios, people.
"""
