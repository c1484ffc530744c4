"""Thumbs and what was wrong, kept on this machine as JSON lines."""

from qa.feedback.entry import LONGEST_COMMENT, Feedback, Thumb, Wrong
from qa.feedback.store import FeedbackStore, Kept
from qa.feedback.words import feedback_lines, thumb_word, wrong_word

__all__ = [
    "LONGEST_COMMENT",
    "Feedback",
    "FeedbackStore",
    "Kept",
    "Thumb",
    "Wrong",
    "feedback_lines",
    "thumb_word",
    "wrong_word",
]
