"""The live class: a conversation whose replies come from a room of people."""
