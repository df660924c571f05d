"""Teaser to article, the same text elsewhere, one event in many reports."""
