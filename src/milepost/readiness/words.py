"""The names of what happens on the road."""

DATES_SET = "readiness.dates.set"
WORK_NOTED = "readiness.work.noted"
WORK_FINISHED = "readiness.work.finished"
WORK_DROPPED = "readiness.work.dropped"
MILEPOST_PASSED = "readiness.milepost.passed"
CHECKPOINT_SET = "readiness.checkpoint.set"
CHECKPOINT_JUDGED = "readiness.checkpoint.judged"
