"""Files that people attach: typed by content, cleaned or refused before anything is kept. No tables."""
