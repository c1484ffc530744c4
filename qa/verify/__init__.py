"""Checks the quotes of exported files against the report."""

from qa.verify.checking import verify_page
from qa.verify.values import CheckedQuote, Fault, Problem, Verification

__all__ = ["CheckedQuote", "Fault", "Problem", "Verification", "verify_page"]
