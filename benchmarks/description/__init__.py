"""How well and how fast documents are read: made-up pages with exact truth, and real ones where there are any."""
