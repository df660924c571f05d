"""Spiders of ministries and public bodies."""
