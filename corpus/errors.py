"""Every error a user can be told about, one line each: what happened and what to do.

ReportQAError
├── InvalidInputError       a question, an option or a batch line that cannot be used
│   └── QuestionTooLongError    a question that is text, but too much of it
├── ReportFileError         a report that cannot be read
├── PassageNotFoundError    an id that names no passage, paragraph or sentence
├── IndexFolderError        an index that is missing, damaged, outdated or cannot be written
├── ModelError              a model that cannot be had, read or written
├── CitationError           a citation whose text is not at its offsets (never printed)
├── ExportFileError         an exported file that cannot be written, or read back
└── FeedbackFileError       the store of feedback cannot be written or read

Anything else is a bug and keeps its traceback.
"""


class ReportQAError(Exception):
    """An expected error; its message is one line that names the thing and the remedy."""


class InvalidInputError(ReportQAError):
    """The question, option or batch line cannot be used as given."""


class QuestionTooLongError(InvalidInputError):
    """The question is longer than a question can be; a batch refuses to answer it instead of calling the line bad."""


class ReportFileError(ReportQAError):
    """The report cannot be read or holds no text."""


class PassageNotFoundError(ReportQAError):
    """No passage, paragraph or sentence of the report has this id."""


class IndexFolderError(ReportQAError):
    """The index folder is missing, damaged, outdated or cannot be written."""


class ModelError(ReportQAError):
    """The embedding model cannot be had, read or written."""


class CitationError(ReportQAError):
    """The quoted text does not stand at its offsets in the source."""


class ExportFileError(ReportQAError):
    """An exported file cannot be written, or what is given as one cannot be read."""


class FeedbackFileError(ReportQAError):
    """The store of feedback cannot be written or read."""
