"""What happens to every request and response: addresses checked, pauses kept, captures written and replayed."""
