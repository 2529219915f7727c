"""The assessor's pages: what waits, the workbench, a learner, a unit and its sign-off."""
