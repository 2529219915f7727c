"""Pages for learners: the next step, the road, the units, the evidence and what it shows, handing in."""
