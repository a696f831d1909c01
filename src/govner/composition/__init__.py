"""Composition: from entities to events and statements."""
