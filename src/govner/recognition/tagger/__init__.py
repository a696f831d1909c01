"""A small neural tagger that proposes mentions from characters alone; see models/tagger/CARD.md."""

from govner.recognition.tagger.recogniser import TaggerRecogniser

__all__ = ["TaggerRecogniser"]
