"""What answers: readers that judge the passages search found, with a model and without."""
