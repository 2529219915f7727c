"""Pages of promises: the board for anybody, what is in force, what is put right, what is owed, and the one tap that answers."""
