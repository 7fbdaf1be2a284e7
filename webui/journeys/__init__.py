"""One blueprint for each thing a visitor comes to do."""
