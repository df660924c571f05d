"""What happens to every request and response: addresses checked, captures written and replayed."""
