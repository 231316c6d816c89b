"""What the page view does, one feature a module."""
