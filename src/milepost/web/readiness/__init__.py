"""Will we be ready: the road with its gates, the work, the two dates, checkpoints. For who keeps quality or runs the centre."""
