"""A library of reports about what people said: read, described, themed, searched and exported."""
