"""How well answers are ordered, side by side with other search engines."""
