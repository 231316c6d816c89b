"""What the page shows above its story."""
