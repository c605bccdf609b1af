"""What is on screen: widgets for what is done, and pages that stand still for what is read."""
