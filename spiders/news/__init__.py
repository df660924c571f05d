"""Spiders of news sites."""
