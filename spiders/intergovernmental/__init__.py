"""Spiders of intergovernmental sites."""
