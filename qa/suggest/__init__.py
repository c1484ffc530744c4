"""What is worth asking: an overview of the report, questions to begin with, questions that follow from an answer."""
