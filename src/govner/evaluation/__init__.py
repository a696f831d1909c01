"""Evaluation: records against annotated articles."""
