"""One module a kind of project: the questions it asks and the load it gives."""
