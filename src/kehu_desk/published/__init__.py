"""The run on the desk: the columns that screens search, filter and sort by, copied from the engine in one step."""
