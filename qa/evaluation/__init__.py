"""Measures the whole way from a question to its answer: questions with known answers in, figures out."""
