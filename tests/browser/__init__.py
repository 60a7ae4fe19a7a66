"""Tests in a real browser, on the built site."""
