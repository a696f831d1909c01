"""The gazetteer: administrative divisions with history."""
