"""How well themes are learnt from labelled texts, side by side with plain classifiers."""
