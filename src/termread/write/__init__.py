"""Articles out: one pure function a format."""
