"""How the shipped reading model was made; MODEL_CARD.md tells it in order."""
