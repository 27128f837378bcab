"""Design and Quote become blocks; blocks become PDF, JSON and text. Nothing is computed here."""
