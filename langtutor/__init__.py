"""langtutor: a language tutor that works with the network cable pulled out."""

__version__ = "0.1.0"
